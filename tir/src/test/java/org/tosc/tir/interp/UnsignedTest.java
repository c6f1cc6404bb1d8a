package org.tosc.tir.interp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Scalar;

/// `u64` over its whole range against whole numbers without bounds, and division towards 0.
class UnsignedTest {
  private static final BigInteger END = BigInteger.ONE.shiftLeft(64);
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "1",
          "2",
          "3",
          "63",
          "64",
          "4294967295",
          "4294967296",
          "9223372036854775807",
          "9223372036854775808",
          "9223372036854775809",
          "18446744073709551614",
          "18446744073709551615");

  private static Object exact(CoreOp op, BigInteger a, BigInteger b) {
    boolean zero = b.signum() == 0;
    return switch (op) {
      case ADD -> fit(a.add(b));
      case SUB -> fit(a.subtract(b));
      case MUL -> fit(a.multiply(b));
      case WRAPPING_ADD -> a.add(b).mod(END);
      case WRAPPING_SUB -> a.subtract(b).mod(END);
      case WRAPPING_MUL -> a.multiply(b).mod(END);
      case FLOORDIV -> zero ? "ZeroDivisionError: `div` by zero" : a.divide(b);
      case QUOT -> zero ? "ZeroDivisionError: `/` by zero" : a.divide(b);
      case MOD, REM -> zero ? "ZeroDivisionError: `%` by zero" : a.mod(b);
      case MIN -> a.min(b);
      case MAX -> a.max(b);
      case AND -> a.and(b);
      case OR -> a.or(b);
      case XOR -> a.xor(b);
      case EQ -> a.equals(b);
      case NE -> !a.equals(b);
      case LT -> a.compareTo(b) < 0;
      case LE -> a.compareTo(b) <= 0;
      case GT -> a.compareTo(b) > 0;
      case GE -> a.compareTo(b) >= 0;
      case SHR -> count(b) ? a.shiftRight(b.intValue()) : shiftFault(b);
      case SHL -> count(b) ? fit(a.shiftLeft(b.intValue())) : shiftFault(b);
      case POW -> power(a, b);
      default -> throw new IllegalStateException(op.toString());
    };
  }

  private static Object power(BigInteger a, BigInteger b) {
    boolean small = a.compareTo(BigInteger.ONE) <= 0;
    if (b.compareTo(BigInteger.valueOf(64)) > 0 && !small) {
      return "OverflowError: the result does not fit u64";
    }
    return small && b.signum() > 0 ? a : fit(a.pow(b.intValueExact()));
  }

  private static boolean count(BigInteger b) {
    return b.compareTo(BigInteger.valueOf(64)) < 0;
  }

  private static String shiftFault(BigInteger b) {
    return "ValueError: a shift count is 0 to 63, found " + b.longValue();
  }

  private static Object fit(BigInteger x) {
    return x.signum() < 0 || x.compareTo(END) >= 0
        ? "OverflowError: the result does not fit u64"
        : x;
  }

  @ParameterizedTest
  @EnumSource(
      value = CoreOp.class,
      names = {
        "ADD",
        "SUB",
        "MUL",
        "WRAPPING_ADD",
        "WRAPPING_SUB",
        "WRAPPING_MUL",
        "FLOORDIV",
        "QUOT",
        "MOD",
        "REM",
        "MIN",
        "MAX",
        "AND",
        "OR",
        "XOR",
        "EQ",
        "NE",
        "LT",
        "LE",
        "GT",
        "GE",
        "SHR",
        "SHL",
        "POW"
      })
  void operations(CoreOp op) {
    for (String first : NUMBERS) {
      for (String second : NUMBERS) {
        BigInteger a = new BigInteger(first);
        BigInteger b = new BigInteger(second);
        Object expected = exact(op, a, b);
        Object found = found(op, a.longValue(), b.longValue());
        assertEquals(expected, found, () -> op + " of " + first + " and " + second);
      }
    }
  }

  private static Object found(CoreOp op, long a, long b) {
    try {
      Object found = ScalarMeaning.binary(op, Scalar.U64, a, b);
      return found instanceof Long bits ? new BigInteger(Long.toUnsignedString(bits)) : found;
    } catch (GuestFault fault) {
      return String.valueOf(fault.getMessage());
    }
  }

  @Test
  void casts() {
    for (String text : NUMBERS) {
      BigInteger number = new BigInteger(text);
      long bits = number.longValue();
      assertEquals(number.doubleValue(), ScalarMeaning.cast(Scalar.U64, Scalar.F64, bits));
      assertEquals((double) number.floatValue(), ScalarMeaning.cast(Scalar.U64, Scalar.F32, bits));
      assertEquals(bits, ScalarMeaning.cast(Scalar.U64, Scalar.U64, bits));
      assertEquals(bits != 0, ScalarMeaning.cast(Scalar.U64, Scalar.I1, bits));
      if (number.bitLength() < 64) {
        assertEquals(bits, ScalarMeaning.cast(Scalar.U64, Scalar.I64, bits));
        assertEquals(bits, ScalarMeaning.cast(Scalar.I64, Scalar.U64, bits));
      } else {
        refused(Scalar.U64, Scalar.I64, bits);
        refused(Scalar.I64, Scalar.U64, bits);
      }
      if (number.bitLength() > 8) {
        refused(Scalar.U64, Scalar.U8, bits);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0.0, 0",
    "-0.99, 0",
    "1.5, 1",
    "9223372036854775808.0, 9223372036854775808",
    "18446744073709549568.0, 18446744073709549568",
    "18446744073709551616.0,",
    "-1.0,",
    "Infinity,",
  })
  void fromFloats(double x, String expected) {
    if (expected == null) {
      refused(Scalar.F64, Scalar.U64, x);
    } else {
      long bits = (Long) ScalarMeaning.cast(Scalar.F64, Scalar.U64, x);
      assertEquals(expected, Long.toUnsignedString(bits));
    }
  }

  private static void refused(Scalar from, Scalar to, Object value) {
    var fault = assertThrows(GuestFault.class, () -> ScalarMeaning.cast(from, to, value));
    assertEquals("OverflowError: the result does not fit " + to, fault.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "I8, 7, 2, 3, 1",
    "I8, -7, 2, -3, -1",
    "I8, 7, -2, -3, 1",
    "I8, -7, -2, 3, -1",
    "I8, -128, -1, OverflowError: the result does not fit i8, 0",
    "I64, -9223372036854775808, -1, OverflowError: -9223372036854775808 / -1 does not fit a 64-bit"
        + " integer, 0",
    "U8, 255, 16, 15, 15",
    "I32, 1, 0, ZeroDivisionError: `/` by zero, ZeroDivisionError: `%` by zero",
  })
  void divisionTowardsZero(Scalar type, long a, long b, String quotient, String rest) {
    assertEquals(quotient, text(CoreOp.QUOT, type, a, b));
    assertEquals(rest, text(CoreOp.REM, type, a, b));
  }

  private static String text(CoreOp op, Scalar type, Object a, Object b) {
    try {
      return ScalarMeaning.binary(op, type, a, b).toString();
    } catch (GuestFault fault) {
      return String.valueOf(fault.getMessage());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "5.5, 2.0, 1.5",
    "-5.5, 2.0, -1.5",
    "5.5, -2.0, 1.5",
    "1.0, 0.0, NaN",
    "Infinity, 2.0, NaN",
    "3.0, Infinity, 3.0",
    "-0.0, 3.0, -0.0"
  })
  void restOfFloats(double a, double b, double rest) {
    assertEquals(rest, ScalarMeaning.binary(CoreOp.REM, Scalar.F32, a, b));
  }
}
