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

  /// Those of one row, where rows come before heads.
  Sums row(int row, Architecture a) {
    long heads = a.heads();
    return new Sums(
        slice(m, row, heads), slice(l, row, heads), slice(o, row, heads * a.headSize()));
  }

  /// The part of a row among rows of so many numbers.
  static MemorySegment slice(MemorySegment rows, int row, long each) {
    return rows.asSlice(row * each * Float.BYTES, each * Float.BYTES);
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
