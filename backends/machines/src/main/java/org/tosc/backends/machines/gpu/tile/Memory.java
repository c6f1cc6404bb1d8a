package org.tosc.backends.machines.gpu.tile;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The buffers of a launch. Each has a window of 2⁴⁰ addresses around it, so that an address tells
/// which buffer is meant, also where it lies outside: addresses can be computed with, stored and
/// loaded as whole numbers.
public final class Memory {
  private static final int WINDOW_BITS = 40;
  private static final long HALF_WINDOW = 1L << (WINDOW_BITS - 1);

  private final List<Buffer> buffers = new ArrayList<>();

  /// A buffer over bytes that are there; what is stored goes into them.
  public Buffer add(String name, ElementType type, byte[] bytes) {
    Buffer buffer = Buffer.of(name, type, bytes, nextBase());
    buffers.add(buffer);
    return buffer;
  }

  /// A buffer of zeros.
  public Buffer addZeros(String name, ElementType type, long bytes) {
    Buffer buffer = Buffer.zeros(name, type, bytes, nextBase());
    buffers.add(buffer);
    return buffer;
  }

  /// A buffer of numbers, which are rounded to the type.
  public Buffer add(String name, DType type, double[] values) {
    Buffer buffer = add(name, type, new byte[Math.multiplyExact(values.length, type.bytes())]);
    for (int i = 0; i < values.length; i++) {
      Tile number = Tile.scalar(type, values[i]);
      long bits = type.isFloat() ? FloatFormat.encode(type, number.floats[0]) : number.ints[0];
      buffer.write((long) i * type.bytes(), type.bytes(), bits);
    }
    return buffer;
  }

  private long nextBase() {
    return (buffers.size() + 1L) << WINDOW_BITS;
  }

  /// The buffer that an address belongs to; null for addresses of none.
  @Nullable Buffer find(long address) {
    long number = ((address + HALF_WINDOW) >> WINDOW_BITS) - 1;
    return number >= 0 && number < buffers.size() ? buffers.get((int) number) : null;
  }

  public List<Buffer> buffers() {
    return List.copyOf(buffers);
  }

  /// Forgets who touched what: a launch begins when the one before has ended.
  public void synchronize() {
    buffers.forEach(Buffer::forget);
  }

  /// The same buffers at the same addresses, in memory of their own.
  public Memory copy() {
    Memory copy = new Memory();
    buffers.forEach(buffer -> copy.buffers.add(buffer.copy()));
    return copy;
  }
}
