package org.tosc.rt.device;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.ToIntFunction;

/// Scratch in Java arrays. Large ones begin at a cache line, as far as that is known.
///
/// A vector of 64 bytes that lies across two lines is two accesses, and the panels of a product are
/// read again and again: with them at lines a product of 256×256 matrices takes 0.88 of the time.
/// The JVM does not align arrays to lines and moves them, so each call asks where they are now, and
/// moves their elements by some places if need be.
final class ArrayScratch implements Scratch {
  /// Elements below which it is not worth asking.
  private static final int SMALL = 512;

  private static final int LINE = 16;

  private final View[] views;
  private final float[][] arrays;
  private final MemorySegment[] segments;
  private final ToIntFunction<MemorySegment> before;

  /// @param before how many bytes of an array lie before its first cache line
  ArrayScratch(List<Integer> sizes, ToIntFunction<MemorySegment> before) {
    this.before = before;
    this.views = new View[sizes.size()];
    this.arrays = new float[views.length][];
    this.segments = new MemorySegment[views.length];
    for (int i = 0; i < views.length; i++) {
      int size = sizes.get(i);
      arrays[i] = new float[size < SMALL ? size : size + LINE];
      segments[i] = MemorySegment.ofArray(arrays[i]);
      views[i] = view(i, 0, size);
    }
  }

  private View view(int i, int from, int size) {
    return View.of(arrays[i]).slice(new long[] {from}, new long[] {size});
  }

  @Override
  public long bytes() {
    long sum = 0;
    for (float[] array : arrays) {
      sum += (long) array.length * Float.BYTES;
    }
    return sum;
  }

  @Override
  public void into(Buffer[] target, int from) {
    for (int i = 0; i < views.length; i++) {
      if (arrays[i].length >= SMALL) {
        move(i, before.applyAsInt(segments[i]) / Float.BYTES);
      }
      target[from + i] = views[i];
    }
  }

  private void move(int i, int offset) {
    View old = views[i];
    if (old.offset() != offset) {
      System.arraycopy(arrays[i], old.offset(), arrays[i], offset, old.size(0));
      views[i] = view(i, offset, old.size(0));
    }
  }
}
