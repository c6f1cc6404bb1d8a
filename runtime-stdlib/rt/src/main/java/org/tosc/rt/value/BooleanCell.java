package org.tosc.rt.value;

/// A captured variable that may be assigned, of guest type `bool`.
public final class BooleanCell {
  public boolean value;

  public BooleanCell(boolean value) {
    this.value = value;
  }
}
