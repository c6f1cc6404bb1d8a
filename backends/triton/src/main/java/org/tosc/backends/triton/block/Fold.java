package org.tosc.backends.triton.block;

import org.tosc.tir.ir.Scalar;

/// How elements along an axis become one.
public enum Fold {
  SUM(Fn.ADD, 0),
  PRODUCT(Fn.MUL, 1),
  /// NaN where one is NaN.
  MOST(Fn.MAX, Double.NEGATIVE_INFINITY),
  LEAST(Fn.MIN, Double.POSITIVE_INFINITY),
  /// Passes over NaN.
  MOST_NUMBER(Fn.MAX_NUMBER, Double.NEGATIVE_INFINITY);

  private final Fn step;
  private final double neutral;

  Fold(Fn step, double neutral) {
    this.step = step;
    this.neutral = neutral;
  }

  /// What joins two elements.
  public Fn step() {
    return step;
  }

  /// What changes nothing.
  public Op neutral(Scalar element) {
    return element.isFloat()
        ? new Op.Real(element, neutral)
        : new Op.Whole(element, neutral == 0 || neutral == 1 ? (long) neutral : extreme(element));
  }

  private long extreme(Scalar element) {
    long most = (1L << ((int) element.bits() - 1)) - 1;
    return neutral > 0 ? most : -most - 1;
  }
}
