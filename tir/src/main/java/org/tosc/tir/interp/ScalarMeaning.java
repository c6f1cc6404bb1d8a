package org.tosc.tir.interp;

import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Scalar;

/// The meaning of scalar operations: integers in 64 bits checked against their width, floats in
/// binary64 rounded once to their format.
///
/// Rounding a binary64 result of `+ - * / √` to binary32 or a narrower format equals computing in
/// that format, because 53 ≥ 2·24 + 2 (S. Figueroa, "When is double rounding innocuous?", 1995).
final class ScalarMeaning {
  private ScalarMeaning() {}

  /// Any operation of the arithmetic: `from` is the type of the first operand, `to` the result's.
  static Object apply(CoreOp op, Scalar from, Scalar to, Object... in) {
    if (op == CoreOp.CAST) {
      return cast(from, to, in[0]);
    }
    if (op == CoreOp.BITCAST) {
      return bitcast(from, in[0]);
    }
    if (op == CoreOp.LDEXP) {
      return ldexp(from, (Double) in[0], (Long) in[1]);
    }
    if (op == CoreOp.DOT4) {
      return dot4((Long) in[0], (Long) in[1], (Long) in[2]);
    }
    return switch (in.length) {
      case 1 -> unary(op, from, in[0]);
      case 2 -> binary(op, from, in[0], in[1]);
      default -> fma(from, (Double) in[0], (Double) in[1], (Double) in[2]);
    };
  }

  static Object binary(CoreOp op, Scalar type, Object a, Object b) {
    return switch (a) {
      case Long x when type == Scalar.U64 -> unsigned(op, x, (Long) b);
      case Long x -> integers(op, type, x, (Long) b);
      case Double x -> floats(op, type, x, (Double) b);
      case Boolean x -> booleans(op, x, (Boolean) b);
      default -> throw new IllegalStateException(op + " of " + a);
    };
  }

  static Object unary(CoreOp op, Scalar type, Object a) {
    if (a instanceof Boolean x) {
      return !x;
    }
    if (a instanceof Long x) {
      if (type == Scalar.U64) {
        return op == CoreOp.NEG ? Unsigned.subtract(0, x) : x;
      }
      return switch (op) {
        case NEG -> fit(type, x == Long.MIN_VALUE ? tooLarge("-(" + x + ")") : -x);
        case ABS -> fit(type, x == Long.MIN_VALUE ? tooLarge("abs(" + x + ")") : Math.abs(x));
        default -> throw new IllegalStateException(op + " of an integer");
      };
    }
    return Rounding.round(type, unary(op, (Double) a));
  }

  static double fma(Scalar type, double a, double b, double c) {
    return switch (type) {
      case F64 -> Math.fma(a, b, c);
      case F32 -> Math.fma((float) a, (float) b, (float) c);
      // Products of narrower formats are exact in binary64; the sum is rounded by BigDecimal.
      default -> Rounding.fma(type, a, b, c);
    };
  }

  /// `x · 2^n`; the bounds of `n` let two multiplications by powers of two that the type holds give
  /// the one rounding.
  private static Object ldexp(Scalar type, double x, long n) {
    return switch (type) {
      case F32 -> (double) Math.scalb((float) x, Math.clamp(n, -252, 254));
      case F64 -> Math.scalb(x, Math.clamp(n, -2044, 2046));
      default -> throw new IllegalStateException("ldexp of " + type);
    };
  }

  /// A sum of products of bytes, those of `a` without a sign.
  private static Object dot4(long sum, long a, long b) {
    for (int bit = 0; bit < Integer.SIZE; bit += Byte.SIZE) {
      sum += ((a >> bit) & 0xFF) * (byte) (b >> bit);
    }
    return (long) (int) sum;
  }

  private static Object bitcast(Scalar from, Object value) {
    return switch (from) {
      case F32 -> (long) Float.floatToRawIntBits((float) (double) (Double) value);
      case I32 -> (double) Float.intBitsToFloat((int) (long) (Long) value);
      case F64 -> Double.doubleToRawLongBits((Double) value);
      case I64 -> Double.longBitsToDouble((Long) value);
      default -> throw new IllegalStateException("bits of " + from);
    };
  }

  static Object cast(Scalar from, Scalar to, Object value) {
    return switch (value) {
      case Boolean b ->
          to.isFloat() ? (Object) (b ? 1.0 : 0.0) : to == Scalar.I1 ? b : (Object) (b ? 1L : 0L);
      case Long x when to == Scalar.I1 -> x != 0;
      case Long x when from == Scalar.U64 -> Unsigned.cast(to, x);
      case Long x when to.isFloat() ->
          to == Scalar.F32 ? (double) (float) (long) x : Rounding.round(to, (double) x);
      case Long x -> fit(to, x);
      case Double x when to == Scalar.I1 -> x != 0;
      case Double x when to.isFloat() -> Rounding.round(to, x);
      case Double x -> truncate(to, x);
      default -> throw new IllegalStateException("cast of " + value);
    };
  }

  private static double unary(CoreOp op, double x) {
    return switch (op) {
      case NEG -> -x;
      case ABS -> Math.abs(x);
      case SQRT -> StrictMath.sqrt(x);
      case EXP -> StrictMath.exp(x);
      case LOG -> StrictMath.log(x);
      case SIN -> StrictMath.sin(x);
      case COS -> StrictMath.cos(x);
      case TANH -> StrictMath.tanh(x);
      case FLOOR -> StrictMath.floor(x);
      case CEIL -> StrictMath.ceil(x);
      default -> throw new IllegalStateException(op + " of a float");
    };
  }

  private static Object booleans(CoreOp op, boolean a, boolean b) {
    return switch (op) {
      case AND -> a && b;
      case OR -> a || b;
      case XOR, NE -> a != b;
      case EQ -> a == b;
      default -> throw new IllegalStateException(op + " of booleans");
    };
  }

  private static Object floats(CoreOp op, Scalar type, double a, double b) {
    return switch (op) {
      case EQ -> a == b;
      case NE -> a != b;
      case LT -> a < b;
      case LE -> a <= b;
      case GT -> a > b;
      case GE -> a >= b;
      default -> Rounding.round(type, floatArithmetic(op, a, b));
    };
  }

  private static double floatArithmetic(CoreOp op, double a, double b) {
    return switch (op) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> a / b;
      case FLOORDIV -> OracleElementwise.floorDiv(a, divisor("div", b));
      case MOD -> OracleElementwise.floorMod(a, divisor("%", b));
      case REM -> a % b; // exact, so no format needs a rounding
      case POW -> StrictMath.pow(a, b);
      case MIN -> Math.min(a, b);
      case MAX -> Math.max(a, b);
      default -> throw new IllegalStateException(op + " of floats");
    };
  }

  private static Object integers(CoreOp op, Scalar type, long a, long b) {
    return switch (op) {
      case EQ -> a == b;
      case NE -> a != b;
      case LT -> a < b;
      case LE -> a <= b;
      case GT -> a > b;
      case GE -> a >= b;
      case MIN -> Math.min(a, b);
      case MAX -> Math.max(a, b);
      case AND -> a & b;
      case OR -> a | b;
      case XOR -> a ^ b;
      case WRAPPING_ADD -> wrap(type, a + b);
      case WRAPPING_SUB -> wrap(type, a - b);
      case WRAPPING_MUL -> wrap(type, a * b);
      case WRAPPING_SHL -> wrap(type, a << countModulo(type, b));
      case WRAPPING_SHR -> a >> countModulo(type, b);
      default -> fit(type, checked(op, type, a, b));
    };
  }

  private static Object unsigned(CoreOp op, long a, long b) {
    return switch (op) {
      case LT -> Long.compareUnsigned(a, b) < 0;
      case LE -> Long.compareUnsigned(a, b) <= 0;
      case GT -> Long.compareUnsigned(a, b) > 0;
      case GE -> Long.compareUnsigned(a, b) >= 0;
      case MIN -> Long.compareUnsigned(a, b) < 0 ? a : b;
      case MAX -> Long.compareUnsigned(a, b) > 0 ? a : b;
      case FLOORDIV -> Long.divideUnsigned(a, divisor("div", b));
      case QUOT -> Long.divideUnsigned(a, divisor("/", b));
      case MOD, REM -> Long.remainderUnsigned(a, divisor("%", b));
      case SHR -> a >>> count(Scalar.U64, b);
      case WRAPPING_SHR -> a >>> countModulo(Scalar.U64, b);
      case SHL -> Unsigned.shiftLeft(a, count(Scalar.U64, b));
      case ADD -> Unsigned.add(a, b);
      case SUB -> Unsigned.subtract(a, b);
      case MUL -> Unsigned.multiply(a, b);
      case POW -> Unsigned.power(a, b);
      default -> integers(op, Scalar.I64, a, b); // what does not look at the sign
    };
  }

  private static long checked(CoreOp op, Scalar type, long a, long b) {
    try {
      return switch (op) {
        case ADD -> Math.addExact(a, b);
        case SUB -> Math.subtractExact(a, b);
        case MUL -> Math.multiplyExact(a, b);
        case FLOORDIV -> Math.floorDivExact(a, divisor("div", b));
        case MOD -> Math.floorMod(a, divisor("%", b));
        case QUOT -> Math.divideExact(a, divisor("/", b));
        case REM -> a % divisor("%", b);
        case POW -> power(a, b);
        case SHL -> shiftLeft(type, a, b);
        case SHR -> a >> count(type, b);
        default -> throw new IllegalStateException(op + " of integers");
      };
    } catch (ArithmeticException tooLarge) {
      return tooLarge(a + " " + sign(op) + " " + b);
    }
  }

  private static String sign(CoreOp op) {
    return switch (op) {
      case ADD -> "+";
      case SUB -> "-";
      case MUL -> "*";
      case FLOORDIV -> "div";
      case QUOT -> "/";
      case POW -> "**";
      default -> "<<";
    };
  }

  /// Raised where 64 bits do not hold a result; in the words of the run-time library.
  private static long tooLarge(String expression) {
    throw new GuestFault("OverflowError", expression + " does not fit a 64-bit integer");
  }

  private static long divisor(String sign, long b) {
    if (b == 0) {
      throw new GuestFault("ZeroDivisionError", "`" + sign + "` by zero");
    }
    return b;
  }

  private static double divisor(String sign, double b) {
    if (b == 0) {
      throw new GuestFault("ZeroDivisionError", "`" + sign + "` by zero");
    }
    return b;
  }

  private static long power(long base, long exponent) {
    if (exponent < 0) {
      throw new GuestFault(
          "ValueError", "an integer power needs an exponent of at least 0, found " + exponent);
    }
    java.math.BigInteger big = java.math.BigInteger.valueOf(base);
    if (big.abs().bitLength() <= 1) {
      return base == -1 && exponent % 2 == 0 ? 1 : exponent == 0 ? 1 : base;
    }
    if (exponent > 64) {
      throw new ArithmeticException();
    }
    return big.pow((int) exponent).longValueExact();
  }

  private static long shiftLeft(Scalar type, long a, long b) {
    int by = count(type, b);
    long shifted = a << by;
    if (shifted >> by != a) {
      throw new ArithmeticException();
    }
    return shifted;
  }

  private static int count(Scalar type, long b) {
    if (b < 0 || b >= type.bits()) {
      throw new GuestFault(
          "ValueError", "a shift count is 0 to " + ((int) type.bits() - 1) + ", found " + b);
    }
    return (int) b;
  }

  private static int countModulo(Scalar type, long b) {
    return (int) (b & ((int) type.bits() - 1));
  }

  private static Object truncate(Scalar to, double x) {
    if (Double.isNaN(x)) {
      throw new GuestFault("ValueError", "cannot convert nan to an integer");
    }
    if (to == Scalar.U64) {
      return Unsigned.truncate(x);
    }
    if (!(x >= -0x1p63 && x < 0x1p63)) {
      throw overflow(to);
    }
    return fit(to, (long) x);
  }

  /// The value, if the type holds it.
  static long fit(Scalar type, long value) {
    if (wrap(type, value) != value || (type == Scalar.U64 && value < 0)) {
      throw overflow(type);
    }
    return value;
  }

  static long wrap(Scalar type, long value) {
    int unused = 64 - (int) type.bits();
    return switch (type.kind()) {
      case UINT -> value << unused >>> unused;
      case INT -> value << unused >> unused;
      case BOOL, FLOAT, BLOCK -> throw new IllegalStateException("wrap to " + type);
    };
  }

  static GuestFault overflow(Scalar type) {
    return new GuestFault("OverflowError", "the result does not fit " + type);
  }
}
