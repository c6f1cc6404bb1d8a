package org.tosc.rt.tensor.kernel;

/// The six element-wise comparisons. A comparison with NaN is false, but `ne` is true.
// The functions are stateless lambdas.
@SuppressWarnings("ImmutableEnumChecker")
enum Comparison {
  EQ("eq", (a, b) -> a == b, (a, b) -> a == b),
  NE("ne", (a, b) -> a != b, (a, b) -> a != b),
  LT("lt", (a, b) -> a < b, (a, b) -> a < b),
  LE("le", (a, b) -> a <= b, (a, b) -> a <= b),
  GT("gt", (a, b) -> a > b, (a, b) -> a > b),
  GE("ge", (a, b) -> a >= b, (a, b) -> a >= b);

  /// The meaning on integers.
  @FunctionalInterface
  interface Longs {
    boolean test(long a, long b);
  }

  /// The meaning on floats.
  @FunctionalInterface
  interface Doubles {
    boolean test(double a, double b);
  }

  private final String op;
  private final Longs longs;
  private final Doubles doubles;

  Comparison(String op, Longs longs, Doubles doubles) {
    this.op = op;
    this.longs = longs;
    this.doubles = doubles;
  }

  String op() {
    return op;
  }

  Longs longs() {
    return longs;
  }

  Doubles doubles() {
    return doubles;
  }
}
