package org.tosc.tir.interp;

import org.tosc.tir.ir.Scalar;

/// Integers of all widths inside `long`, never wrapping.
final class Integers {
  private Integers() {}

  static long fit(Scalar type, long x) {
    boolean fits =
        switch (type) {
          case I1 -> x == 0 || x == 1;
          case I64, INDEX -> true;
          case I4, I8, I16, I32 -> {
            long limit = 1L << ((int) type.bits() - 1);
            yield x >= -limit && x < limit;
          }
          case U8, U16, U32 -> x >= 0 && x < 1L << (int) type.bits();
          case U64 -> x >= 0;
          case F8E4M3, F8E5M2, F16, BF16, F32, F64, NVFP4, Q4_0, Q8_0 ->
              throw new IllegalStateException(type + " is no integer type");
        };
    if (!fits) {
      throw overflow(type, Long.toString(x));
    }
    return x;
  }

  /// `x` towards 0.
  static long truncate(Scalar type, double x) {
    if (!(x >= -0x1p63 && x < 0x1p63)) {
      throw overflow(type, Double.toString(x));
    }
    return fit(type, (long) x);
  }

  static GuestFault overflow(Scalar type, String value) {
    return new GuestFault("OverflowError", "`" + value + "` does not fit in " + type);
  }

  /// A meaning on integers, its overflow in the language's words.
  static long exact(Scalar type, Binary meaning, long a, long b) {
    try {
      return meaning.apply(a, b);
    } catch (ArithmeticException e) {
      throw new GuestFault("OverflowError", "the result does not fit in " + type);
    }
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
    requireDivisor(b);
    return Math.floorDivExact(a, b);
  }

  static long floorMod(long a, long b) {
    requireDivisor(b);
    return Math.floorMod(a, b);
  }

  private static void requireDivisor(long b) {
    if (b == 0) {
      throw new GuestFault("ZeroDivisionError", "an integer tensor is divided by zero");
    }
  }

  static long pow(long base, long exponent) {
    if (exponent < 0) {
      throw new GuestFault("ValueError", "an integer tensor has no negative power " + exponent);
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
