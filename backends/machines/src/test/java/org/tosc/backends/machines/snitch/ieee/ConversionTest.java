package org.tosc.backends.machines.snitch.ieee;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Conversions: all values of the formats up to 16 bits, many of the others.
class ConversionTest {
  private final FloatUnit unit = new FloatUnit(Semantics.RISCV);

  private static void values(FloatFormat format, LongConsumer action) {
    if (format.width() <= 16) {
      for (long bits = 0; bits <= format.mask(); bits++) {
        action.accept(bits);
      }
      return;
    }
    var random = new Random(6);
    for (int n = 0; n < 60_000; n++) {
      action.accept(Bits.any(random, format));
    }
  }

  private long[] found(long bits) {
    long[] all = {bits, unit.flags()};
    unit.setFlags(0);
    return all;
  }

  @ParameterizedTest
  @EnumSource
  void floatsToFloats(FloatFormat from) {
    for (FloatFormat to : FloatFormat.values()) {
      for (Rounding rounding : Rounding.values()) {
        values(
            from,
            a ->
                assertArrayEquals(
                    Expected.convert(from, to, rounding, a),
                    found(unit.convert(from, to, rounding, a)),
                    () -> from + " " + to + " " + rounding + " " + Long.toHexString(a)));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void floatsToIntegers(FloatFormat from) {
    for (IntFormat to : IntFormat.values()) {
      for (Rounding rounding : Rounding.values()) {
        values(
            from,
            a ->
                assertArrayEquals(
                    Expected.toInteger(from, to, rounding, a),
                    found(unit.toInteger(from, to, rounding, a)),
                    () -> from + " " + to + " " + rounding + " " + Long.toHexString(a)));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void integersToFloats(IntFormat from) {
    var random = new Random(7);
    for (FloatFormat to : FloatFormat.values()) {
      for (Rounding rounding : Rounding.values()) {
        for (int n = 0; n < 30_000; n++) {
          long a = n < 300 ? n - 150 : random.nextLong() >> random.nextInt(64);
          assertArrayEquals(
              Expected.fromInteger(from, to, rounding, a),
              found(unit.fromInteger(from, to, rounding, a)),
              () -> from + " " + to + " " + rounding + " " + a);
        }
      }
    }
  }

  /// Java knows `binary16`.
  @Test
  void halvesAreJavas() {
    for (int a = 0; a <= 0xFFFF; a++) {
      float value = Float.float16ToFloat((short) a);
      long found =
          unit.convert(FloatFormat.BINARY16, FloatFormat.BINARY32, Rounding.NEAREST_EVEN, a);
      long expected = Float.isNaN(value) ? 0x7FC0_0000L : Float.floatToRawIntBits(value);
      assertEquals(expected & 0xFFFF_FFFFL, found);
    }
  }

  /// What FPnew does otherwise; as its RTL did when it was simulated.
  @Test
  void fpnewDiffers() {
    var fpnew = new FloatUnit(Semantics.FPNEW);
    FloatFormat wide = FloatFormat.BINARY32;
    FloatFormat half = FloatFormat.BINARY16;
    assertEquals(0x7BFF, fpnew.convert(wide, half, Rounding.ZERO, 0x7F80_0000L));
    assertEquals(FloatUnit.INEXACT, fpnew.flags());
    fpnew.setFlags(0);
    long least = 0xCF00_0000L;
    assertEquals(Integer.MIN_VALUE, fpnew.toInteger(wide, IntFormat.INT32, Rounding.ZERO, least));
    assertEquals(FloatUnit.INVALID, fpnew.flags());
    fpnew.setFlags(0);
    assertEquals(0x7C00, fpnew.fromInteger(IntFormat.INT32, half, Rounding.NEAREST_EVEN, 65520));
    assertEquals(FloatUnit.INVALID | FloatUnit.INEXACT, fpnew.flags());
    fpnew.setFlags(0);
    assertEquals(
        Integer.MAX_VALUE, fpnew.toInteger(FloatFormat.E5M2, IntFormat.INT32, Rounding.ZERO, 0));
    assertEquals(FloatUnit.INVALID, fpnew.flags());
    fpnew.setFlags(0);
    long below = 0x3F80_0000L; // of binary32, and half as much as the least normal of binary16
    long almostLeast = below - (14L << 23) - 1;
    assertEquals(0x400, fpnew.convert(wide, half, Rounding.NEAREST_EVEN, almostLeast));
    assertEquals(FloatUnit.INEXACT, fpnew.flags());
  }
}
