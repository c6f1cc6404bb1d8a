package org.tosc.models.token;

import java.util.Arrays;
import java.util.Objects;

/// Ids of tokens, one behind the other, as they are found.
public final class Ids {
  private int[] values = new int[64];
  private int size;

  public void add(int id) {
    if (size == values.length) {
      values = Arrays.copyOf(values, Math.multiplyExact(size, 2));
    }
    values[size++] = id;
  }

  public void addAll(int[] ids) {
    for (int id : ids) {
      add(id);
    }
  }

  public int get(int i) {
    return values[Objects.checkIndex(i, size)];
  }

  public int size() {
    return size;
  }

  public int[] toArray() {
    return Arrays.copyOf(values, size);
  }
}
