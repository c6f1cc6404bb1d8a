package org.tosc.rt.value;

/// A captured variable that may be assigned, of guest type `int`.
public final class LongCell {
  public long value;

  public LongCell(long value) {
    this.value = value;
  }
}
