package org.tosc.passes.analysis;

import org.tosc.tir.ir.Scalar;

/// Which element types hold all numbers of which others.
public final class Exact {
  private Exact() {}

  /// Whether every number of one element type is a number of another one.
  public static boolean isExact(Scalar from, Scalar to) {
    if (from.kind() == Scalar.Kind.BLOCK || from == Scalar.U64) {
      return false;
    }
    return from == to
        || switch (to.kind()) {
          case BOOL, BLOCK -> false;
          case INT -> from == Scalar.I1 || (from.isInteger() && whole(from) <= to.bits());
          case UINT -> from == Scalar.I1 || (isUnsigned(from) && from.bits() <= to.bits());
          case FLOAT -> isExactFloat(from, to);
        };
  }

  /// The width of a signed integer that holds an integer.
  private static double whole(Scalar integer) {
    return integer.bits() + (isUnsigned(integer) ? 1 : 0);
  }

  private static boolean isUnsigned(Scalar s) {
    return s.kind() == Scalar.Kind.UINT;
  }

  private static boolean isExactFloat(Scalar from, Scalar to) {
    boolean narrow =
        from == Scalar.I1 || ((from.isInteger() || from.isFloat()) && from.bits() <= 16);
    boolean single = from == Scalar.F32 || (from.isInteger() && from.bits() <= 32);
    return (to == Scalar.F32 && narrow) || (to == Scalar.F64 && (narrow || single));
  }
}
