package org.tosc.rt.ops;

import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.Errors;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.tensor.kernel.FloorDivision;
import org.tosc.rt.value.ListValue;
import org.tosc.rt.value.Text;

/// The arithmetic and bit operators. Numbers are decided here; [MixedArithmetic] has the rest.
///
/// The typed overloads mean exactly what the untyped ones mean for those kinds. Integer results
/// that do not fit 64 bits raise `OverflowError`; `div` and `%` floor and raise on zero; `/`
/// divides as floats and follows IEEE 754, so `1 / 0` is `inf`. An int beside a float is converted
/// to float.
public final class Arithmetic {
  private Arithmetic() {}

  public static @Nullable Object add(@Nullable Object a, @Nullable Object b) {
    if (a instanceof Long x) {
      if (b instanceof Long y) {
        return add(x.longValue(), y.longValue());
      }
      if (b instanceof Double y) {
        return x.doubleValue() + y;
      }
    } else if (a instanceof Double x) {
      if (b instanceof Double y) {
        return x + y;
      }
      if (b instanceof Long y) {
        return x + y.doubleValue();
      }
    } else if (a instanceof Text x && b instanceof Text y) {
      return x.concat(y);
    }
    return MixedArithmetic.add(a, b);
  }

  public static long add(long a, long b) {
    try {
      return Math.addExact(a, b);
    } catch (ArithmeticException _) {
      throw overflow("+", a, b);
    }
  }

  public static double add(double a, double b) {
    return a + b;
  }

  public static @Nullable Object sub(@Nullable Object a, @Nullable Object b) {
    if (a instanceof Long x) {
      if (b instanceof Long y) {
        return sub(x.longValue(), y.longValue());
      }
      if (b instanceof Double y) {
        return x.doubleValue() - y;
      }
    } else if (a instanceof Double x) {
      if (b instanceof Double y) {
        return x - y;
      }
      if (b instanceof Long y) {
        return x - y.doubleValue();
      }
    }
    return MixedArithmetic.apply("sub", "-", a, b);
  }

  public static long sub(long a, long b) {
    try {
      return Math.subtractExact(a, b);
    } catch (ArithmeticException _) {
      throw overflow("-", a, b);
    }
  }

  public static double sub(double a, double b) {
    return a - b;
  }

  public static @Nullable Object mul(@Nullable Object a, @Nullable Object b) {
    if (a instanceof Long x) {
      if (b instanceof Long y) {
        return mul(x.longValue(), y.longValue());
      }
      if (b instanceof Double y) {
        return x.doubleValue() * y;
      }
    } else if (a instanceof Double x) {
      if (b instanceof Double y) {
        return x * y;
      }
      if (b instanceof Long y) {
        return x * y.doubleValue();
      }
    }
    return MixedArithmetic.mul(a, b);
  }

  public static long mul(long a, long b) {
    try {
      return Math.multiplyExact(a, b);
    } catch (ArithmeticException _) {
      throw overflow("*", a, b);
    }
  }

  public static double mul(double a, double b) {
    return a * b;
  }

  public static @Nullable Object div(@Nullable Object a, @Nullable Object b) {
    if (a instanceof Long x) {
      if (b instanceof Long y) {
        return div(x.longValue(), y.longValue());
      }
      if (b instanceof Double y) {
        return x.doubleValue() / y;
      }
    } else if (a instanceof Double x) {
      if (b instanceof Double y) {
        return x / y;
      }
      if (b instanceof Long y) {
        return x / y.doubleValue();
      }
    }
    return MixedArithmetic.apply("div", "/", a, b);
  }

  /// `/` on integers: both become floats.
  public static double div(long a, long b) {
    return (double) a / (double) b;
  }

  public static double div(double a, double b) {
    return a / b;
  }

  public static @Nullable Object floorDiv(@Nullable Object a, @Nullable Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return floorDiv(x.longValue(), y.longValue());
    }
    if (isNumber(a) && isNumber(b)) {
      return floorDiv(toDouble(a), toDouble(b));
    }
    return MixedArithmetic.apply("floordiv", "div", a, b);
  }

  public static long floorDiv(long a, long b) {
    if (b == 0) {
      throw Errors.zeroDivision("`div` by zero");
    }
    if (b == -1 && a == Long.MIN_VALUE) {
      throw overflow("div", a, b);
    }
    return Math.floorDiv(a, b);
  }

  /// The largest integral float not above the exact quotient.
  public static double floorDiv(double a, double b) {
    if (b == 0) {
      throw Errors.zeroDivision("`div` by zero");
    }
    return FloorDivision.of(a, b);
  }

  public static @Nullable Object mod(@Nullable Object a, @Nullable Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return mod(x.longValue(), y.longValue());
    }
    if (isNumber(a) && isNumber(b)) {
      return mod(toDouble(a), toDouble(b));
    }
    return MixedArithmetic.apply("mod", "%", a, b);
  }

  public static long mod(long a, long b) {
    if (b == 0) {
      throw Errors.zeroDivision("`%` by zero");
    }
    return Math.floorMod(a, b);
  }

  /// The remainder with the sign of the divisor.
  public static double mod(double a, double b) {
    if (b == 0) {
      throw Errors.zeroDivision("`%` by zero");
    }
    double remainder = a % b;
    if (remainder == 0) {
      return Math.copySign(0.0, b);
    }
    return (remainder < 0) != (b < 0) ? remainder + b : remainder;
  }

  public static @Nullable Object pow(@Nullable Object a, @Nullable Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      long exponent = y;
      return exponent >= 0
          ? (Object) pow(x.longValue(), exponent)
          : pow((double) x, (double) exponent);
    }
    if (isNumber(a) && isNumber(b)) {
      return pow(toDouble(a), toDouble(b));
    }
    return MixedArithmetic.apply("pow", "**", a, b);
  }

  /// `**` on integers where the exponent is known not to be negative; otherwise the result would be
  /// a float, so this overload raises `ValueError`.
  public static long pow(long a, long b) {
    if (b < 0) {
      throw Errors.value("an integer power needs an exponent of at least 0, found " + b);
    }
    long result = 1;
    long base = a;
    long exponent = b;
    try {
      while (true) {
        if ((exponent & 1) != 0) {
          result = Math.multiplyExact(result, base);
        }
        exponent >>= 1;
        if (exponent == 0) {
          return result;
        }
        base = Math.multiplyExact(base, base);
      }
    } catch (ArithmeticException _) {
      throw overflow("**", a, b);
    }
  }

  /// `**` on floats: by `StrictMath`, so that every machine computes the same bits.
  public static double pow(double a, double b) {
    return StrictMath.pow(a, b);
  }

  public static @Nullable Object matmul(@Nullable Object a, @Nullable Object b) {
    return MixedArithmetic.apply("matmul", "@", a, b);
  }

  public static @Nullable Object neg(@Nullable Object a) {
    if (a instanceof Long x) {
      return neg(x.longValue());
    }
    return a instanceof Double x ? (Object) (-x) : MixedArithmetic.neg(a);
  }

  public static long neg(long a) {
    if (a == Long.MIN_VALUE) {
      throw Errors.overflow("-(" + a + ") does not fit a 64-bit integer");
    }
    return -a;
  }

  public static double neg(double a) {
    return -a;
  }

  public static @Nullable Object bitAnd(@Nullable Object a, @Nullable Object b) {
    return a instanceof Long x && b instanceof Long y ? (Object) (x & y) : badBits("&", a, b);
  }

  public static long bitAnd(long a, long b) {
    return a & b;
  }

  public static @Nullable Object bitOr(@Nullable Object a, @Nullable Object b) {
    return a instanceof Long x && b instanceof Long y ? (Object) (x | y) : badBits("|", a, b);
  }

  public static long bitOr(long a, long b) {
    return a | b;
  }

  public static @Nullable Object bitXor(@Nullable Object a, @Nullable Object b) {
    return a instanceof Long x && b instanceof Long y ? (Object) (x ^ y) : badBits("^", a, b);
  }

  public static long bitXor(long a, long b) {
    return a ^ b;
  }

  public static @Nullable Object shl(@Nullable Object a, @Nullable Object b) {
    return a instanceof Long x && b instanceof Long y
        ? (Object) shl(x.longValue(), y.longValue())
        : badBits("<<", a, b);
  }

  public static long shl(long a, long b) {
    checkShift(b);
    long shifted = a << b;
    if (shifted >> b != a) {
      throw overflow("<<", a, b);
    }
    return shifted;
  }

  public static @Nullable Object shr(@Nullable Object a, @Nullable Object b) {
    return a instanceof Long x && b instanceof Long y
        ? (Object) shr(x.longValue(), y.longValue())
        : badBits(">>", a, b);
  }

  public static long shr(long a, long b) {
    checkShift(b);
    return a >> b;
  }

  /// Whether the value is an int or a float; booleans are not numbers.
  public static boolean isNumber(@Nullable Object value) {
    return value instanceof Long || value instanceof Double;
  }

  /// A number as a float.
  static double toDouble(@Nullable Object number) {
    return number instanceof Long x ? x.doubleValue() : number instanceof Double y ? y : 0;
  }

  private static @Nullable Object badBits(String sign, @Nullable Object a, @Nullable Object b) {
    return MixedArithmetic.bits(sign, a, b);
  }

  private static void checkShift(long count) {
    if (count < 0 || count > 63) {
      throw Errors.value("a shift count is 0 to 63, found " + count);
    }
  }

  private static GuestError overflow(String sign, long a, long b) {
    return Errors.overflow(a + " " + sign + " " + b + " does not fit a 64-bit integer");
  }

  /// A list repeated `count` times; none for counts below 1.
  static ListValue repeat(ListValue list, long count) {
    if (list.size() == 0 || count <= 0) {
      return new ListValue();
    }
    ListValue.checkLength(
        count > Integer.MAX_VALUE ? Long.MAX_VALUE : Math.multiplyExact(list.size(), count));
    return list.repeat((int) count);
  }
}
