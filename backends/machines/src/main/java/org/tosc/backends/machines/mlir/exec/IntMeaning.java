package org.tosc.backends.machines.mlir.exec;

import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/// What operations on integers give. Patterns have zeros above their width.
final class IntMeaning {
  private IntMeaning() {}

  static long mask(int width) {
    return width >= 64 ? -1 : (1L << width) - 1;
  }

  static long signed(long bits, int width) {
    return bits << (64 - width) >> (64 - width);
  }

  static @Nullable LongBinaryOperator binary(String name, int width) {
    long mask = mask(width);
    return switch (name) {
      case "arith.addi" -> (a, b) -> (a + b) & mask;
      case "arith.subi" -> (a, b) -> (a - b) & mask;
      case "arith.muli" -> (a, b) -> (a * b) & mask;
      case "arith.andi" -> (a, b) -> a & b;
      case "arith.ori" -> (a, b) -> a | b;
      case "arith.xori" -> (a, b) -> a ^ b;
      case "arith.divui" -> (a, b) -> Long.divideUnsigned(a, nonZero(b));
      case "arith.remui" -> (a, b) -> Long.remainderUnsigned(a, nonZero(b));
      case "arith.ceildivui" -> (a, b) -> ceilUnsigned(a, nonZero(b));
      case "arith.divsi" -> signedDivision(width, (a, b) -> a / b);
      case "arith.remsi" -> signedDivision(width, (a, b) -> a % b);
      case "arith.floordivsi" -> signedDivision(width, Math::floorDiv);
      case "arith.ceildivsi" -> signedDivision(width, Math::ceilDiv);
      case "arith.maxsi" -> (a, b) -> signed(a, width) >= signed(b, width) ? a : b;
      case "arith.minsi" -> (a, b) -> signed(a, width) <= signed(b, width) ? a : b;
      case "arith.maxui" -> (a, b) -> Long.compareUnsigned(a, b) >= 0 ? a : b;
      case "arith.minui" -> (a, b) -> Long.compareUnsigned(a, b) <= 0 ? a : b;
      // A shift by the width or more is poison, which the caller finds.
      case "arith.shli" -> (a, b) -> (a << b) & mask;
      case "arith.shrui" -> (a, b) -> a >>> b;
      case "arith.shrsi" -> (a, b) -> (signed(a, width) >> b) & mask;
      case "math.ipowi" -> (a, b) -> power(signed(a, width), signed(b, width)) & mask;
      default -> null;
    };
  }

  private static LongBinaryOperator signedDivision(int width, LongBinaryOperator exact) {
    long mask = mask(width);
    long least = signed(1L << (width - 1), width);
    return (a, b) -> {
      long left = signed(a, width);
      long right = signed(nonZero(b), width);
      if (left == least && right == -1) {
        throw new Stop("the quotient of " + left + " and -1 does not fit in " + width + " bits");
      }
      return exact.applyAsLong(left, right) & mask;
    };
  }

  private static long nonZero(long divisor) {
    if (divisor == 0) {
      throw new Stop("a division by zero");
    }
    return divisor;
  }

  private static long ceilUnsigned(long a, long b) {
    long quotient = Long.divideUnsigned(a, b);
    return Long.remainderUnsigned(a, b) == 0 ? quotient : quotient + 1;
  }

  private static long power(long base, long exponent) {
    if (exponent < 0) {
      return base == 1 ? 1 : base == -1 ? ((exponent & 1) == 0 ? 1 : -1) : 0;
    }
    long result = 1;
    long square = base;
    for (long rest = exponent; rest > 0; rest >>= 1) {
      result *= (rest & 1) != 0 ? square : 1;
      square *= square;
    }
    return result;
  }

  static @Nullable LongUnaryOperator unary(String name, int width) {
    long mask = mask(width);
    return switch (name) {
      case "math.absi" -> a -> Math.abs(signed(a, width)) & mask;
      case "math.ctlz" -> a -> Long.numberOfLeadingZeros(a) - (64 - width);
      case "math.cttz" -> a -> a == 0 ? width : Long.numberOfTrailingZeros(a);
      case "math.ctpop" -> Long::bitCount;
      default -> null;
    };
  }

  /// Whether a comparison of integers holds, by the number of its predicate.
  static boolean compare(long predicate, long a, long b, int width) {
    long left = signed(a, width);
    long right = signed(b, width);
    return switch ((int) predicate) {
      case 0 -> a == b;
      case 1 -> a != b;
      case 2 -> left < right;
      case 3 -> left <= right;
      case 4 -> left > right;
      case 5 -> left >= right;
      case 6 -> Long.compareUnsigned(a, b) < 0;
      case 7 -> Long.compareUnsigned(a, b) <= 0;
      case 8 -> Long.compareUnsigned(a, b) > 0;
      default -> Long.compareUnsigned(a, b) >= 0;
    };
  }

  /// Whether a comparison of floats holds: 1 is `oeq`, 8 more is its form that NaN fulfils.
  static boolean compare(long predicate, double a, double b) {
    boolean isUnordered = Double.isNaN(a) || Double.isNaN(b);
    return switch ((int) predicate) {
      case 0 -> false;
      case 1 -> a == b;
      case 2 -> a > b;
      case 3 -> a >= b;
      case 4 -> a < b;
      case 5 -> a <= b;
      case 6 -> a < b || a > b;
      case 7 -> !isUnordered;
      case 8 -> isUnordered || a == b;
      case 9 -> isUnordered || a > b;
      case 10 -> isUnordered || a >= b;
      case 11 -> isUnordered || a < b;
      case 12 -> isUnordered || a <= b;
      case 13 -> isUnordered || a != b;
      case 14 -> isUnordered;
      default -> true;
    };
  }
}
