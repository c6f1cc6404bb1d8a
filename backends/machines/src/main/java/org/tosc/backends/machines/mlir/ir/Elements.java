package org.tosc.backends.machines.mlir.ir;

import java.util.Arrays;

/// The elements of a constant as bit patterns, row by row; one stands for all where all are equal.
public final class Elements {
  private final long[] bits;
  private final int size;

  private Elements(long[] bits, int size) {
    this.bits = bits;
    this.size = size;
  }

  public static Elements of(long... bits) {
    return new Elements(bits.clone(), bits.length);
  }

  public static Elements splat(long bits, int size) {
    return new Elements(new long[] {bits}, size);
  }

  public int size() {
    return size;
  }

  public boolean isSplat() {
    return bits.length == 1;
  }

  public long get(int position) {
    return bits.length == 1 ? bits[0] : bits[position];
  }

  public long[] toArray() {
    long[] all = new long[size];
    for (int i = 0; i < size; i++) {
      all[i] = get(i);
    }
    return all;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Elements that && Arrays.equals(toArray(), that.toArray());
  }

  @Override
  public int hashCode() {
    return size;
  }

  @Override
  public String toString() {
    return Arrays.toString(bits);
  }
}
