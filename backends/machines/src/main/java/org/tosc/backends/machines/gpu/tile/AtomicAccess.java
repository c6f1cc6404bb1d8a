package org.tosc.backends.machines.gpu.tile;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Atomic operations, lane after lane.
final class AtomicAccess {
  private AtomicAccess() {}

  static Tile update(
      Program program,
      Atomic op,
      Tile pointers,
      Tile value,
      @Nullable Tile mask,
      Ordering ordering) {
    known(pointers, mask);
    ElementType type = ((PointerType) pointers.type()).pointee();
    Access.Touched touched = new Access.Touched(program);
    long[] addresses = active(pointers, mask);
    acquire(program, addresses, ordering);
    int size = pointers.size();
    long[] old = new long[size];
    int @Nullable [] poison = null;
    for (int i = 0; i < size; i++) {
      if (mask != null && mask.ints[i] == 0) {
        poison = poison == null ? new int[size] : poison;
        poison[i] = program.missing("lanes that `mask` leaves out give nothing");
        continue;
      }
      if (value.poison != null && value.poison[i] != 0) {
        throw program.missing("a lane is stored that has no value", value.poison[i]);
      }
      Buffer buffer = entered(program, pointers.ints[i], type, touched);
      long offset = pointers.ints[i] - buffer.base();
      old[i] = buffer.read(offset, type.bytes());
      if (value.isKnown()) {
        buffer.write(offset, type.bytes(), changed(op, type, old[i], value, i));
      }
    }
    release(program, addresses, ordering);
    Tile made = result(program, type, pointers.shape(), old, poison);
    return program.step(
        Step.Kind.ATOMIC,
        made,
        type,
        touched.work(size),
        pointers,
        mask == null ? pointers : mask,
        value);
  }

  private static Tile result(
      Program program, ElementType type, Shape shape, long[] old, int @Nullable [] poison) {
    boolean isSketched = program.isSketch() && type instanceof DType dtype && dtype.isFloat();
    return isSketched ? Tile.unknown(type, shape) : Conversion.ofBits(type, shape, old, poison);
  }

  private static long changed(Atomic op, ElementType type, long old, Tile value, int lane) {
    DType dtype = type instanceof DType own ? own : DType.I64;
    if (!dtype.isFloat()) {
      return op.apply(dtype.wrap(old), value.ints[lane], dtype);
    }
    double before = FloatFormat.decode(dtype, old);
    double after = FloatFormat.round(dtype, op.apply(before, value.floats[lane]));
    return FloatFormat.encode(dtype, after);
  }

  static Tile compareAndSwap(
      Program program, Tile pointers, Tile expected, Tile value, Ordering ordering) {
    known(pointers, null);
    ElementType type = ((PointerType) pointers.type()).pointee();
    Access.Touched touched = new Access.Touched(program);
    long[] addresses = active(pointers, null);
    acquire(program, addresses, ordering);
    long[] old = new long[pointers.size()];
    int size = type.bytes();
    for (int i = 0; i < old.length; i++) {
      Buffer buffer = entered(program, pointers.ints[i], type, touched);
      long offset = pointers.ints[i] - buffer.base();
      old[i] = buffer.read(offset, size);
      if (bits(expected, i, size) == old[i]) {
        buffer.write(offset, size, bits(value, i, size));
      }
    }
    release(program, addresses, ordering);
    Tile made = Conversion.ofBits(type, pointers.shape(), old, null);
    return program.step(
        Step.Kind.ATOMIC, made, type, touched.work(old.length), pointers, expected, value);
  }

  /// As [Buffer#read] gives them: with their sign.
  private static long bits(Tile tile, int lane, int size) {
    long bits =
        tile.isFloat() ? FloatFormat.encode(tile.dtype(), tile.floats[lane]) : tile.ints[lane];
    int unused = Long.SIZE - size * Byte.SIZE;
    return bits << unused >> unused;
  }

  private static void known(Tile pointers, @Nullable Tile mask) {
    if (!pointers.isKnown() || (mask != null && !mask.isKnown())) {
      throw new NeedsNumbers();
    }
  }

  private static Buffer entered(
      Program program, long address, ElementType type, Access.Touched touched) {
    Buffer buffer = Access.buffer(program, address, type);
    long offset = address - buffer.base();
    Access.touch(buffer, offset, touched);
    if (program.launch().isWatched()) {
      Shadow shadow = buffer.shadow();
      long element = offset / shadow.unit();
      Shadow.Touch rival = shadow.write(element, program, true, touched.site);
      if (rival != null) {
        throw Access.race(program, buffer, element, rival, "changes");
      }
    }
    return buffer;
  }

  private static long[] active(Tile pointers, @Nullable Tile mask) {
    if (mask == null) {
      return pointers.ints;
    }
    long[] active = new long[pointers.size()];
    int count = 0;
    for (int i = 0; i < active.length; i++) {
      if (mask.ints[i] != 0) {
        active[count++] = pointers.ints[i];
      }
    }
    return Arrays.copyOf(active, count);
  }

  private static void acquire(Program program, long[] addresses, Ordering ordering) {
    if (program.launch().isWatched() && ordering.acquires) {
      program.acquire(addresses);
    }
  }

  private static void release(Program program, long[] addresses, Ordering ordering) {
    if (program.launch().isWatched() && ordering.releases) {
      program.release(addresses);
    }
  }
}
