package org.tosc.backends.snitch.loops;

/// Where a value of TIR is.
sealed interface Held {
  /// In a register.
  record One(Arg register) implements Held {}

  /// In two, the lower half first.
  record Two(Arg low, Arg high) implements Held {}

  /// Nowhere yet: a whole number that is known.
  record Whole(long value) implements Held {}

  /// Nowhere yet: a float that is known.
  ///
  /// @param value rounded to its type already
  record Real(double value) implements Held {}

  /// Nowhere: a comparison of integers, on which the next operation branches.
  record Comparison(org.tosc.backends.snitch.isa.Base branch, Arg a, Arg b) implements Held {}
}
