package org.tosc.backends.machines.snitch.ieee;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Rounded operations against exact numbers, rounded by their definition ([Exact]).
class ArithmeticTest {
  private static final int ROUNDS = 25_000;

  private final FloatUnit unit = new FloatUnit(Semantics.RISCV);

  private void check(long[] expected, long found, String what, Object... operands) {
    if (expected[0] != found || expected[1] != (unit.flags() & ~preset)) {
      var text = new StringBuilder(what);
      for (Object operand : operands) {
        text.append(' ').append(operand instanceof Long bits ? Long.toHexString(bits) : operand);
      }
      assertEquals(
          Long.toHexString(expected[0]) + " flags " + expected[1],
          Long.toHexString(found) + " flags " + unit.flags(),
          text.toString());
    }
    unit.setFlags(preset);
  }

  /// Ways to find out whether results are exact depend on whether anybody asks.
  private int preset;

  private void presetInexact(long[] expected, Random random) {
    preset = (expected[1] % 2 == 1 && random.nextBoolean()) ? FloatUnit.INEXACT : 0;
    unit.setFlags(preset);
    expected[1] &= ~preset;
  }

  @ParameterizedTest
  @EnumSource
  void sumsAndProducts(FloatFormat format) {
    var random = new Random(1);
    for (Rounding rounding : Rounding.values()) {
      for (int n = 0; n < ROUNDS; n++) {
        long a = Bits.any(random, format);
        long b = Bits.any(random, format);
        long minusB = b ^ (1L << (format.width() - 1));
        long[] sum = Expected.add(format, rounding, a, b);
        presetInexact(sum, random);
        check(sum, unit.add(format, rounding, a, b), "add", format, rounding, a, b);
        check(sum, unit.subtract(format, rounding, a, minusB), "sub", format, rounding, a, minusB);
        long[] product = Expected.multiply(format, rounding, a, b);
        presetInexact(product, random);
        check(product, unit.multiply(format, rounding, a, b), "mul", format, rounding, a, b);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void fusedProducts(FloatFormat format) {
    var random = new Random(2);
    long minus = 1L << (format.width() - 1);
    for (Rounding rounding : Rounding.values()) {
      for (int n = 0; n < ROUNDS; n++) {
        long a = Bits.any(random, format);
        long b = Bits.any(random, format);
        long c = n % 4 == 0 ? nearProduct(random, format, a, b) : Bits.any(random, format);
        long[] sum = Expected.multiplyAdd(format, rounding, a, b, c);
        presetInexact(sum, random);
        for (Fused fused : Fused.values()) {
          boolean turnsProduct = fused == Fused.NMSUB || fused == Fused.NMADD;
          boolean turnsAddend = fused == Fused.MSUB || fused == Fused.NMADD;
          long x = turnsProduct ? a ^ minus : a;
          long z = turnsAddend ? c ^ minus : c;
          long found = unit.multiplyAdd(fused, format, rounding, x, b, z);
          check(sum, found, fused.name(), format, rounding, x, b, z);
        }
      }
    }
  }

  /// An addend that cancels much of a product.
  private static long nearProduct(Random random, FloatFormat format, long a, long b) {
    long product = Expected.multiply(format, Rounding.NEAREST_EVEN, a, b)[0];
    return (product + random.nextInt(3) - 1 & format.mask()) ^ (1L << (format.width() - 1));
  }

  @ParameterizedTest
  @EnumSource
  void quotientsAndRoots(FloatFormat format) {
    var random = new Random(3);
    preset = 0;
    for (Rounding rounding : Rounding.values()) {
      for (int n = 0; n < ROUNDS / 2; n++) {
        long a = Bits.any(random, format);
        long b = Bits.any(random, format);
        long[] quotient = Expected.divide(format, rounding, a, b);
        check(quotient, unit.divide(format, rounding, a, b), "div", format, rounding, a, b);
        long[] root = Expected.squareRoot(format, rounding, a);
        check(root, unit.squareRoot(format, rounding, a), "sqrt", format, rounding, a);
      }
    }
  }

  /// All pairs.
  @ParameterizedTest
  @EnumSource(names = {"E5M2", "E4M3"})
  void everyPairOfEightBits(FloatFormat format) {
    preset = 0;
    for (Rounding rounding : Rounding.values()) {
      for (long a = 0; a < 256; a++) {
        for (long b = 0; b < 256; b++) {
          long[] sum = Expected.add(format, rounding, a, b);
          check(sum, unit.add(format, rounding, a, b), "add", format, rounding, a, b);
          long[] difference = Expected.add(format, rounding, a, b ^ 0x80);
          check(difference, unit.subtract(format, rounding, a, b), "sub", format, rounding, a, b);
          long[] product = Expected.multiply(format, rounding, a, b);
          check(product, unit.multiply(format, rounding, a, b), "mul", format, rounding, a, b);
          long[] quotient = Expected.divide(format, rounding, a, b);
          check(quotient, unit.divide(format, rounding, a, b), "div", format, rounding, a, b);
        }
      }
    }
  }

  /// To nearest even there is a third source: Java.
  @Test
  void nearestEvenIsJavas() {
    var random = new Random(4);
    for (int n = 0; n < 1_000_000; n++) {
      long a = Bits.any(random, FloatFormat.BINARY64);
      long b = Bits.any(random, FloatFormat.BINARY64);
      long c = Bits.any(random, FloatFormat.BINARY64);
      double x = Double.longBitsToDouble(a);
      double y = Double.longBitsToDouble(b);
      same(x + y, unit.add(FloatFormat.BINARY64, Rounding.NEAREST_EVEN, a, b));
      same(x * y, unit.multiply(FloatFormat.BINARY64, Rounding.NEAREST_EVEN, a, b));
      same(x / y, unit.divide(FloatFormat.BINARY64, Rounding.NEAREST_EVEN, a, b));
      same(Math.sqrt(x), unit.squareRoot(FloatFormat.BINARY64, Rounding.NEAREST_EVEN, a));
      double fused = Math.fma(x, y, Double.longBitsToDouble(c));
      same(
          fused,
          unit.multiplyAdd(Fused.MADD, FloatFormat.BINARY64, Rounding.NEAREST_EVEN, a, b, c));
      int narrow = Float.floatToRawIntBits((float) x);
      if (!Double.isNaN(x)) {
        assertEquals(
            narrow & 0xFFFF_FFFFL,
            unit.convert(FloatFormat.BINARY64, FloatFormat.BINARY32, Rounding.NEAREST_EVEN, a));
      }
    }
  }

  private static void same(double expected, long found) {
    if (Double.isNaN(expected)) {
      assertEquals(0x7FF8L << 48, found);
    } else {
      assertEquals(Double.doubleToRawLongBits(expected), found);
    }
  }

  /// Factors of a narrow format, all else of a wide one: the product is exact there.
  @Test
  void wideningProducts() {
    var random = new Random(5);
    preset = 0;
    for (FloatFormat from : FloatFormat.values()) {
      if (from.width() > 16) {
        continue;
      }
      for (Rounding rounding : Rounding.values()) {
        for (int n = 0; n < ROUNDS; n++) {
          wideningProducts(random, from, rounding);
        }
      }
    }
  }

  private void wideningProducts(Random random, FloatFormat from, Rounding rounding) {
    FloatFormat to = FloatFormat.BINARY32;
    long a = Bits.any(random, from);
    long b = Bits.any(random, from);
    long c = Bits.any(random, to);
    long x = widened(from, a);
    long y = widened(from, b);
    long[] product = Expected.multiply(to, rounding, x, y);
    long found = unit.multiplyWidening(from, to, rounding, a, b);
    check(product, found, "mulex", from, rounding, a, b);
    long[] sum = Expected.multiplyAdd(to, rounding, x, y, c);
    found = unit.multiplyAddWidening(from, to, rounding, a, b, c);
    check(sum, found, "macex", from, rounding, a, b, c);
  }

  /// The same value, or a NaN as quiet as it was.
  private static long widened(FloatFormat from, long bits) {
    int digits = Bits.fractionBits(from);
    if (Bits.field(from, bits) == Bits.topField(from)) {
      long fraction = bits & (1L << digits) - 1;
      long sign = bits >>> (from.width() - 1);
      return sign << 31 | 0x7F80_0000L | fraction << (23 - digits);
    }
    return Expected.convert(from, FloatFormat.BINARY32, Rounding.ZERO, bits)[0];
  }
}
