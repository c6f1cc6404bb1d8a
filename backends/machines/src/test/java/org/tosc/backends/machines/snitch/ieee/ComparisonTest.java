package org.tosc.backends.machines.snitch.ieee;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Order, extremes, signs and classes, against exact numbers and Java's.
class ComparisonTest {
  private final FloatUnit unit = new FloatUnit(Semantics.RISCV);

  private static double value(FloatFormat format, long bits) {
    long[] wide = Expected.convert(format, FloatFormat.BINARY64, Rounding.ZERO, bits);
    return Double.longBitsToDouble(wide[0]);
  }

  private static boolean isSignaling(FloatFormat format, long bits) {
    long quiet = bits >>> (Bits.fractionBits(format) - 1) & 1;
    return Double.isNaN(value(format, bits)) && quiet == 0;
  }

  private int flags() {
    int all = unit.flags();
    unit.setFlags(0);
    return all;
  }

  @ParameterizedTest
  @EnumSource
  void relations(FloatFormat format) {
    var random = new Random(8);
    for (int n = 0; n < 60_000; n++) {
      long a = format.width() == 8 ? n & 0xFF : Bits.any(random, format);
      long b = format.width() == 8 ? n >> 8 & 0xFF : n % 8 == 0 ? a : Bits.any(random, format);
      double x = value(format, a);
      double y = value(format, b);
      boolean signaling = isSignaling(format, a) || isSignaling(format, b);
      boolean anyNan = Double.isNaN(x) || Double.isNaN(y);
      for (Relation relation : Relation.values()) {
        boolean expected =
            switch (relation) {
              case EQUAL -> x == y;
              case NOT_EQUAL -> x != y;
              case LESS -> x < y;
              case GREATER_EQUAL -> x >= y;
              case LESS_EQUAL -> x <= y;
              case GREATER -> x > y;
            };
        boolean quiet = relation == Relation.EQUAL || relation == Relation.NOT_EQUAL;
        assertEquals(expected, unit.compare(relation, format, a, b));
        assertEquals((quiet ? signaling : anyNan) ? FloatUnit.INVALID : 0, flags());
      }
      extremes(format, a, b, signaling);
    }
  }

  private void extremes(FloatFormat format, long a, long b, boolean signaling) {
    double x = value(format, a);
    double y = value(format, b);
    long least = Double.isNaN(x) ? b : (Double.isNaN(y) || sorted(x, y)) ? a : b;
    long largest = Double.isNaN(x) ? b : (Double.isNaN(y) || !sorted(x, y)) ? a : b;
    boolean none = Double.isNaN(x) && Double.isNaN(y);
    assertEquals(none ? format.canonicalNan() : least, unit.minimum(format, a, b));
    assertEquals(none ? format.canonicalNan() : largest, unit.maximum(format, a, b));
    assertEquals(signaling ? FloatUnit.INVALID : 0, flags());
  }

  /// As [Double#compare] has it, the negative zero first.
  private static boolean sorted(double x, double y) {
    return Double.compare(x, y) < 0;
  }

  @ParameterizedTest
  @EnumSource
  void signsAndClasses(FloatFormat format) {
    var random = new Random(9);
    long minus = 1L << (format.width() - 1);
    for (int n = 0; n < 60_000; n++) {
      long a = format.width() <= 16 ? n & format.mask() : Bits.any(random, format);
      long b = Bits.any(random, format);
      boolean negative = (b & minus) != 0;
      long magnitude = a & minus - 1;
      assertEquals(negative ? magnitude | minus : magnitude, unit.copySign(format, a, b));
      assertEquals(negative ? magnitude : magnitude | minus, unit.copyOppositeSign(format, a, b));
      assertEquals(negative ? a ^ minus : a, unit.multiplySigns(format, a, b));
      assertEquals(1 << classNumber(format, a), unit.classify(format, a));
    }
    assertEquals(0, flags());
  }

  private static int classNumber(FloatFormat format, long bits) {
    double x = value(format, bits);
    if (Double.isNaN(x)) {
      return isSignaling(format, bits) ? 8 : 9;
    }
    double least = Math.scalb(1.0, 1 - Bits.bias(format));
    int kind = Double.isInfinite(x) ? 0 : Math.abs(x) >= least ? 1 : x != 0 ? 2 : 3;
    return (bits & 1L << (format.width() - 1)) != 0 ? kind : 7 - kind;
  }

  @Test
  void narrowScalarsAreBoxed() {
    FloatFormat half = FloatFormat.BINARY16;
    assertEquals(0xFFFF_FFFF_FFFF_3C00L, half.box(0x3C00));
    assertEquals(0x3C00, half.unbox(0xFFFF_FFFF_FFFF_3C00L));
    assertEquals(0x7E00, half.unbox(0xFFFF_FFFE_FFFF_3C00L));
    assertEquals(0x7FC0_0000L, FloatFormat.BINARY32.unbox(0x3F80_0000L));
    assertEquals(1, FloatFormat.BINARY64.unbox(1));
    assertEquals(0x1212_1212_1212_1212L, FloatFormat.E4M3.replicate(0x3412));
    assertEquals(0x3412_3412_3412_3412L, half.replicate(0xFF_3412));
    assertEquals(0xFF_3412_00FF_3412L, FloatFormat.BINARY32.replicate(0xFF_3412));
    assertEquals(0x99, FloatFormat.BINARY64.replicate(0x99));
  }
}
