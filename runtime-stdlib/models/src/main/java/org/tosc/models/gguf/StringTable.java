package org.tosc.models.gguf;

import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;

/// Many texts in one array of UTF-8, made into strings when they are asked for: a vocabulary of
/// 150,000 tokens is there after one copy.
final class StringTable extends AbstractList<String> implements RandomAccess {
  private final byte[] text;
  private final int[] ends;

  /// A table of texts that lie one after the other.
  ///
  /// @param ends for each of them, the position behind its last byte
  StringTable(byte[] text, int[] ends) {
    this.text = text;
    this.ends = ends;
  }

  @Override
  public String get(int i) {
    Objects.checkIndex(i, ends.length);
    int start = i == 0 ? 0 : ends[i - 1];
    return new String(text, start, ends[i] - start, StandardCharsets.UTF_8);
  }

  @Override
  public int size() {
    return ends.length;
  }
}
