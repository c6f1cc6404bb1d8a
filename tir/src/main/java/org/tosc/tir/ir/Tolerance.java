package org.tosc.tir.ir;

/// How far engines may be apart in one element of an operation's result, besides one rounding to
/// the element type.
///
/// `BITWISE` for data movement, integers and single IEEE operations; [Sum] where engines may add in
/// another order; [Ulps] for elementary functions.
public sealed interface Tolerance {
  Tolerance BITWISE = new Bitwise();

  /// No difference at all.
  record Bitwise() implements Tolerance {
    @Override
    public String toString() {
      return "bitwise";
    }
  }

  /// `n · eps · Σ|terms|`, with n the number of terms of this element, eps that of the type in
  /// which it is summed (at least `f32`), and `roundings` more roundings per term.
  record Sum(int roundings) implements Tolerance {
    @Override
    public String toString() {
      return (roundings == 0 ? "n" : "(n + " + roundings + ")") + " · eps · Σ|terms|";
    }
  }

  /// `count` units in the last place of the result. One that is not above `least` may be 0, since
  /// numbers on the way to it are subnormal or infinite.
  record Ulps(int count, double least) implements Tolerance {
    @Override
    public String toString() {
      return count + " ulps" + (least == 0 ? "" : "; 0 up to 2^" + Math.getExponent(least));
    }
  }

  static Tolerance sum() {
    return new Sum(0);
  }

  static Tolerance sum(int roundings) {
    return new Sum(roundings);
  }

  static Tolerance ulps(int count) {
    return ulps(count, 0);
  }

  static Tolerance ulps(int count, double least) {
    return new Ulps(count, least);
  }
}
