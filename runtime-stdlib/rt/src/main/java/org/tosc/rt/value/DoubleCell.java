package org.tosc.rt.value;

/// A captured variable that may be assigned, of guest type `float`.
public final class DoubleCell {
  public double value;

  public DoubleCell(double value) {
    this.value = value;
  }
}
