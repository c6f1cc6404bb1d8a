package org.tosc.tir.interp;

import org.tosc.tir.ir.Scalar;

/// Integers of all widths inside `long`, never wrapping. Arithmetic beyond 64 bits throws
/// [ArithmeticException], which [TensorOracle] turns into the language's error.
final class Integers {
  private Integers() {}

  static long fit(Scalar type, long x) {
    if (x < least(type) || x > most(type)) {
      throw overflow(type, Long.toString(x));
    }
    return x;
  }

  static long least(Scalar type) {
    boolean isSigned = type.kind() == Scalar.Kind.INT;
    return isSigned ? -1L << ((int) type.bits() - 1) : 0;
  }

  /// The greatest value; of `u64` what fits in `long`.
  static long most(Scalar type) {
    int bits = (int) type.bits() - (type.kind() == Scalar.Kind.INT ? 1 : 0);
    return bits >= 63 ? Long.MAX_VALUE : (1L << bits) - 1;
  }

  /// `x` towards 0.
  static long truncate(Scalar type, double x) {
    if (!(x >= -0x1p63 && x < 0x1p63)) {
      throw overflow(type, Double.toString(x));
    }
    return fit(type, (long) x);
  }

  static GuestFault overflow(Scalar type, String value) {
    return new GuestFault(
        "OverflowError",
        "`%s` does not fit in %s (%d to %d)".formatted(value, type, least(type), most(type)));
  }

  /// The meaning of an operation of two integers.
  @FunctionalInterface
  interface Binary {
    long apply(long a, long b);
  }

  /// The meaning of an operation of one integer.
  @FunctionalInterface
  interface Unary {
    long apply(long a);
  }

  static long floorDiv(long a, long b) {
    requireDivisor("floordiv", b);
    return Math.floorDivExact(a, b);
  }

  static long floorMod(long a, long b) {
    requireDivisor("mod", b);
    return Math.floorMod(a, b);
  }

  private static void requireDivisor(String op, long b) {
    if (b == 0) {
      throw new GuestFault("ZeroDivisionError", "`" + op + "` of an integer tensor by zero");
    }
  }

  static long pow(long base, long exponent) {
    if (exponent < 0) {
      throw new GuestFault(
          "ValueError",
          "an integer tensor has no negative power " + exponent + "; cast the base to f32");
    }
    if (base == 0 || base == 1 || base == -1) {
      return exponent == 0 ? 1 : base < 0 && exponent % 2 == 0 ? 1 : base;
    }
    long power = 1;
    for (long i = 0; i < exponent; i++) {
      power = Math.multiplyExact(power, base); // ends by overflow after at most 63 rounds
    }
    return power;
  }
}
