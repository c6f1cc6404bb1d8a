package org.tosc.rt.tensor.kernel;

import org.tosc.rt.tensor.TensorFault;

/// The element-wise arithmetic of two operands: per operation its meaning on integers, `f32` and
/// binary64.
///
/// `mod` and `floordiv` are Python's: the remainder has the sign of the divisor. `min` and `max`
/// give NaN where either operand is NaN, and order -0 below 0. `div` has no integer meaning:
/// integers divide as `f32`.
// The functions are stateless lambdas.
@SuppressWarnings("ImmutableEnumChecker")
enum Arithmetic {
  ADD("add", Math::addExact, FloatRows::add, DoubleRows::add),
  SUB("sub", Math::subtractExact, FloatRows::sub, DoubleRows::sub),
  MUL("mul", Math::multiplyExact, FloatRows::mul, DoubleRows::mul),
  DIV("div", Arithmetic::noIntegers, FloatRows::div, DoubleRows::div),
  POW("pow", Arithmetic::powExact, viaDouble(Math::pow), DoubleRows.generic(Math::pow)),
  MIN("min", Math::min, FloatRows.generic(Math::min), DoubleRows.generic(Math::min)),
  MAX("max", Math::max, FloatRows.generic(Math::max), DoubleRows.generic(Math::max)),
  MOD(
      "mod",
      Arithmetic::floorMod,
      viaDouble(Arithmetic::floatMod),
      DoubleRows.generic(Arithmetic::floatMod)),
  FLOORDIV(
      "floordiv",
      Arithmetic::floorDiv,
      viaDouble(Arithmetic::floatFloorDiv),
      DoubleRows.generic(Arithmetic::floatFloorDiv));

  /// The meaning on integers.
  @FunctionalInterface
  interface Longs {
    long apply(long a, long b);
  }

  private final String op;
  private final Longs longs;
  private final FloatRows.Row floats;
  private final DoubleRows.Row doubles;

  Arithmetic(String op, Longs longs, FloatRows.Row floats, DoubleRows.Row doubles) {
    this.op = op;
    this.longs = longs;
    this.floats = floats;
    this.doubles = doubles;
  }

  String op() {
    return op;
  }

  Longs longs() {
    return longs;
  }

  FloatRows.Row floats() {
    return floats;
  }

  DoubleRows.Row doubles() {
    return doubles;
  }

  private static FloatRows.Row viaDouble(DoubleRows.Scalar f) {
    return FloatRows.generic((a, b) -> (float) f.apply(a, b));
  }

  private static long noIntegers(long a, long b) {
    throw TensorFault.dtype("`div` divides floats");
  }

  private static long floorMod(long a, long b) {
    if (b == 0) {
      throw TensorFault.zeroDivision("`mod` of an integer tensor by zero");
    }
    return Math.floorMod(a, b);
  }

  private static long floorDiv(long a, long b) {
    if (b == 0) {
      throw TensorFault.zeroDivision("`floordiv` of an integer tensor by zero");
    }
    return Math.floorDivExact(a, b);
  }

  /// Integer power by squaring; the exponent is not negative.
  static long powExact(long base, long exponent) {
    if (exponent < 0) {
      throw TensorFault.value(
          "an integer tensor has no negative power " + exponent + "; cast the base to f32");
    }
    long result = 1;
    long square = base;
    for (long rest = exponent; rest != 0; rest >>= 1) {
      if ((rest & 1) != 0) {
        result = Math.multiplyExact(result, square);
      }
      if (rest > 1) {
        square = Math.multiplyExact(square, square);
      }
    }
    return result;
  }

  private static double floatMod(double a, double b) {
    double rest = a % b;
    if (rest != 0) {
      return rest < 0 == b < 0 ? rest : rest + b;
    }
    return Math.copySign(rest, b);
  }

  private static double floatFloorDiv(double a, double b) {
    return b == 0 ? a / b : FloorDivision.of(a, b);
  }
}
