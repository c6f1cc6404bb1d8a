package org.tosc.backends.x86.asm;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Bytes that grow at the end, little-endian. There is a bound, so that a fault of a code generator
/// ends in an error and not in all of the memory.
final class CodeBuffer {
  /// The most bytes of one assembly.
  static final int MOST = 1 << 24;

  private static final VarHandle SHORTS = view(short[].class);
  private static final VarHandle INTS = view(int[].class);
  private static final VarHandle LONGS = view(long[].class);

  private byte[] bytes;
  private int size;

  /// @param room how many bytes it has room for at first
  CodeBuffer(int room) {
    this.bytes = new byte[room];
  }

  private static VarHandle view(Class<?> array) {
    return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
  }

  int size() {
    return size;
  }

  /// Makes room for so many bytes.
  ///
  /// @throws IllegalStateException where they would be more than [#MOST]
  void ensure(int more) {
    if (more > bytes.length - size) {
      if (more > MOST - size) {
        throw new IllegalStateException("more than " + MOST + " bytes of code");
      }
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }

  void put8(int value) {
    bytes[size++] = (byte) value;
  }

  void put16(int value) {
    SHORTS.set(bytes, size, (short) value);
    size += Short.BYTES;
  }

  void put32(int value) {
    INTS.set(bytes, size, value);
    size += Integer.BYTES;
  }

  void put64(long value) {
    LONGS.set(bytes, size, value);
    size += Long.BYTES;
  }

  void copy(CodeBuffer from, int start, int end) {
    ensure(end - start);
    System.arraycopy(from.bytes, start, bytes, size, end - start);
    size += end - start;
  }

  void set32(int at, int value) {
    INTS.set(bytes, at, value);
  }

  byte[] toArray() {
    return Arrays.copyOf(bytes, size);
  }
}
