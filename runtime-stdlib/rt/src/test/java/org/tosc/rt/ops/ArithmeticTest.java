package org.tosc.rt.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tosc.rt.error.ErrorKind;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.value.ErrorValue;
import org.tosc.rt.value.ListValue;
import org.tosc.rt.value.Text;

class ArithmeticTest {
  /// An operator on values.
  @FunctionalInterface
  private interface Operator {
    Object of(Object a, Object b);
  }

  private static String show(Operator operator, Object a, Object b) {
    try {
      return Show.text(operator.of(a, b));
    } catch (GuestError e) {
      return e.kind();
    }
  }

  /// Operands and what Python 3.11 gives for `a // b` and `a % b`.
  private static final Object[][] FLOORED = {
    {7L, 2L, "3", "1"},
    {-7L, 2L, "-4", "1"},
    {7L, -2L, "-4", "-1"},
    {-7L, -2L, "3", "-1"},
    {6L, 3L, "2", "0"},
    {-6L, 3L, "-2", "0"},
    {0L, 5L, "0", "0"},
    {1L, 0L, "ZeroDivisionError", "ZeroDivisionError"},
    {Long.MIN_VALUE, -1L, "OverflowError", "0"},
    {Long.MIN_VALUE, 1L, "-9223372036854775808", "0"},
    {7.5, 2.0, "3", "1.5"},
    {-7.5, 2.0, "-4", "0.5"},
    {7.5, -2.0, "-4", "-0.5"},
    {-7.5, -2L, "3", "-1.5"},
    {-0.5, 2L, "-1", "1.5"},
    {1.0, 0.1, "9", "0.09999999999999995"},
    {6.0, -3.0, "-2", "-0"},
    {-6.0, 3.0, "-2", "0"},
    {0.0, -3.0, "-0", "-0"},
    {1.0, 0.0, "ZeroDivisionError", "ZeroDivisionError"},
    {5L, Double.POSITIVE_INFINITY, "0", "5"},
    {-5L, Double.POSITIVE_INFINITY, "-1", "inf"},
    {Double.POSITIVE_INFINITY, 2L, "nan", "nan"},
  };

  @Test
  void divisionFloors() {
    for (Object[] row : FLOORED) {
      String operands = row[0] + " and " + row[1];
      assertEquals(row[2], show(Arithmetic::floorDiv, row[0], row[1]), "div " + operands);
      assertEquals(row[3], show(Arithmetic::mod, row[0], row[1]), "% " + operands);
    }
  }

  @Test
  void slashDividesAsFloats() {
    assertEquals("3.5", show(Arithmetic::div, 7L, 2L));
    assertEquals("4", show(Arithmetic::div, 8L, 2L));
    assertTrue(Arithmetic.div(8L, (Object) 2L) instanceof Double);
    assertEquals("inf", show(Arithmetic::div, 1L, 0L));
    assertEquals("-inf", show(Arithmetic::div, -1L, 0.0));
    assertEquals("nan", show(Arithmetic::div, 0L, 0L));
  }

  private static long operand(SplittableRandom random) {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(-10, 11);
      case 1 -> Long.MAX_VALUE - random.nextInt(3);
      case 2 -> Long.MIN_VALUE + random.nextInt(3);
      default -> random.nextLong() >> random.nextInt(63);
    };
  }

  private static String exact(String op, long a, long b) {
    BigInteger x = BigInteger.valueOf(a);
    BigInteger y = BigInteger.valueOf(b);
    BigInteger result =
        switch (op) {
          case "+" -> x.add(y);
          case "-" -> x.subtract(y);
          default -> x.multiply(y);
        };
    return result.bitLength() > 63 ? "OverflowError" : result.toString();
  }

  @Test
  void integersNeverWrap() {
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 20_000; round++) {
      long a = operand(random);
      long b = operand(random);
      assertEquals(exact("+", a, b), show(Arithmetic::add, a, b));
      assertEquals(exact("-", a, b), show(Arithmetic::sub, a, b));
      assertEquals(exact("*", a, b), show(Arithmetic::mul, a, b));
    }
  }

  @Test
  void typedOverloadsMeanTheSame() {
    SplittableRandom random = new SplittableRandom(2);
    for (int round = 0; round < 20_000; round++) {
      double a = random.nextInt(-50, 51) / 8.0;
      double b = random.nextInt(1, 51) / 8.0;
      assertEquals(Arithmetic.floorDiv((Object) a, b), Arithmetic.floorDiv(a, b));
      assertEquals(Arithmetic.mod((Object) a, b), Arithmetic.mod(a, b));
      assertEquals(Arithmetic.pow((Object) a, b), Arithmetic.pow(a, b));
      assertEquals(Math.floor(a / b), Arithmetic.floorDiv(a, b));
    }
  }

  @Test
  void powers() {
    assertEquals("1024", show(Arithmetic::pow, 2L, 10L));
    assertEquals("1", show(Arithmetic::pow, 0L, 0L));
    assertEquals("0.5", show(Arithmetic::pow, 2L, -1L));
    assertEquals("-8", show(Arithmetic::pow, -2L, 3L));
    assertEquals("-9223372036854775808", show(Arithmetic::pow, -2L, 63L));
    assertEquals("OverflowError", show(Arithmetic::pow, 2L, 63L));
    assertEquals("1", show(Arithmetic::pow, 1L, Long.MAX_VALUE));
    assertEquals("1000000000000000000", show(Arithmetic::pow, 10L, 18L));
    assertEquals("1.4142135623730951", show(Arithmetic::pow, 2L, 0.5));
  }

  @Test
  void shifts() {
    assertEquals("4611686018427387904", show(Arithmetic::shl, 1L, 62L));
    assertEquals("OverflowError", show(Arithmetic::shl, 1L, 63L));
    assertEquals("-9223372036854775808", show(Arithmetic::shl, -1L, 63L));
    assertEquals("0", show(Arithmetic::shl, 0L, 63L));
    assertEquals("ValueError", show(Arithmetic::shl, 1L, 64L));
    assertEquals("ValueError", show(Arithmetic::shr, 1L, -1L));
    assertEquals("-4", show(Arithmetic::shr, -8L, 1L));
    assertEquals("TypeError", show(Arithmetic::bitAnd, true, true));
    assertEquals("TypeError", show(Arithmetic::bitOr, 1L, 1.0));
  }

  @Test
  void stringsAndLists() {
    assertEquals("ab", show(Arithmetic::add, Text.of("a"), Text.of("b")));
    assertEquals("ababab", show(Arithmetic::mul, Text.of("ab"), 3L));
    assertEquals("", show(Arithmetic::mul, -1L, Text.of("ab")));
    assertEquals("[1, 2, 1, 2]", show(Arithmetic::mul, 2L, ListValue.of(1L, 2L)));
    assertEquals("[0, 0]", show(Arithmetic::mul, ListValue.of(0L), 2L));
    assertEquals("OutOfMemory", show(Arithmetic::mul, Text.of("ab"), Long.MAX_VALUE));
    assertEquals("OutOfMemory", show(Arithmetic::mul, ListValue.of(1L, 2L), Long.MAX_VALUE));
    ListValue a = ListValue.of(1L);
    assertEquals("[1, \"x\"]", show(Arithmetic::add, a, ListValue.of(Text.of("x"))));
    assertEquals("[1]", Show.text(a));
    ErrorValue error = new ErrorValue(ErrorKind.VALUE.text(), "boom");
    assertEquals("at boom", show(Arithmetic::add, Text.of("at "), error));
    assertEquals("boom!", show(Arithmetic::add, error, Text.of("!")));
  }

  @Test
  void mistakesAreExplained() {
    Object[][] rows = {
      {Text.of("a"), 1L, "`+` does not work on string and int; convert with `str(1)`"},
      {1L, Text.of("a"), "`+` does not work on int and string; convert with `str(1)`"},
      {
        true,
        1L,
        "`+` does not work on bool and int; booleans are not numbers, convert with" + " `int(...)`"
      },
      {null, 1L, "`+` does not work on nil and int"},
      {ListValue.of(1L), 2L, "`+` does not work on list and int"},
    };
    for (Object[] row : rows) {
      GuestError error = assertThrows(GuestError.class, () -> Arithmetic.add(row[0], row[1]));
      assertEquals("TypeError: " + row[2], error.toString());
    }
    assertEquals(
        "9223372036854775807 + 1 does not fit a 64-bit integer",
        assertThrows(GuestError.class, () -> Arithmetic.add(Long.MAX_VALUE, 1L)).getMessage());
    assertThrows(GuestError.class, () -> Arithmetic.neg(Text.of("a")));
    assertThrows(GuestError.class, () -> Arithmetic.neg(Long.MIN_VALUE));
    assertThrows(GuestError.class, () -> Arithmetic.neg((Object) true));
  }
}
