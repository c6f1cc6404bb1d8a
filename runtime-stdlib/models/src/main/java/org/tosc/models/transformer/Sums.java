package org.tosc.models.transformer;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// What [PageAttention] has summed up: for each row and head the largest score, the sum of powers,
/// and the sums of values.
record Sums(MemorySegment m, MemorySegment l, MemorySegment o) {
  /// Memory for so many rows.
  static Sums of(long rows, Architecture a) {
    long heads = rows * a.heads();
    return new Sums(floats(heads), floats(heads), floats(heads * a.headSize()));
  }

  private static MemorySegment floats(long count) {
    return Transformer.memory(count * Float.BYTES);
  }

  /// One of equal shares of all: those of a row among rows, or of some heads of a row.
  Sums share(int number, int count) {
    return new Sums(share(m, number, count), share(l, number, count), share(o, number, count));
  }

  /// One of equal shares of memory.
  static MemorySegment share(MemorySegment all, int number, int count) {
    long each = all.byteSize() / count;
    return all.asSlice(number * each, each);
  }

  /// As before the first page.
  void clear() {
    fill(m, PageAttention.NOTHING);
    l.fill((byte) 0);
    o.fill((byte) 0);
  }

  /// Puts them where a kernel takes them.
  void into(MemorySegment[] buffers, int at) {
    buffers[at] = m;
    buffers[at + 1] = l;
    buffers[at + 2] = o;
  }

  static void fill(MemorySegment floats, float number) {
    for (long i = 0; i < floats.byteSize() / Float.BYTES; i++) {
      set(floats, i, number);
    }
  }

  static void set(MemorySegment floats, long at, float number) {
    floats.setAtIndex(ValueLayout.JAVA_FLOAT, at, number);
  }
}
