package org.tosc.backends.machines.gpu.tile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

/// Numbers of all formats, functions and random numbers against other sources.
class NumbersTest {
  /// Vectors of the authors' library (Random123 1.09, `kat_vectors`, philox4x32 10).
  @Test
  void philox() {
    assertArrayEquals(
        new int[] {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}, Philox.block(0, 0, 0, 0, 0, 0));
    assertArrayEquals(
        new int[] {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd},
        Philox.block(-1, -1, -1, -1, -1, -1));
    assertArrayEquals(
        new int[] {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1},
        Philox.block(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0));
  }

  @Test
  void uniformNumbersAreBelowOne() {
    for (int bits : new int[] {0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 12345}) {
      float u = Philox.uniform(bits);
      assertEquals(true, u >= 0 && u < 1);
    }
  }

  @Test
  void patternsAreNumbersAndBack() {
    for (DType type : new DType[] {DType.F16, DType.BF16, DType.F8E4M3, DType.F8E5M2}) {
      for (int bits = 0; bits < 1 << type.bits(); bits++) {
        double number = FloatFormat.decode(type, bits);
        if (!Double.isNaN(number)) {
          assertEquals(bits, FloatFormat.encode(type, number), type + " " + bits);
          boolean isKept = !Double.isInfinite(number) || type.bits() > Byte.SIZE;
          assertEquals(isKept, FloatFormat.round(type, number) == number);
        }
      }
    }
  }

  /// The OCP's tables: largest numbers, smallest ones.
  @Test
  void eightBits() {
    assertEquals(448, FloatFormat.decode(DType.F8E4M3, 0x7E));
    assertEquals(0x1p-9, FloatFormat.decode(DType.F8E4M3, 0x01));
    assertEquals(-1, FloatFormat.decode(DType.F8E4M3, 0xB8));
    assertEquals(57344, FloatFormat.decode(DType.F8E5M2, 0x7B));
    assertEquals(0x1p-16, FloatFormat.decode(DType.F8E5M2, 0x01));
    assertEquals(448, FloatFormat.round(DType.F8E4M3, 1e6));
    assertEquals(-57344, FloatFormat.round(DType.F8E5M2, Double.NEGATIVE_INFINITY));
  }

  @Test
  void roundingIsToTheNearest() {
    Random random = new Random(1);
    for (DType type : new DType[] {DType.F16, DType.BF16, DType.F8E4M3, DType.F8E5M2}) {
      for (int i = 0; i < 20_000; i++) {
        double x = random.nextGaussian() * Math.scalb(1.0, random.nextInt(-12, 7));
        long bits = FloatFormat.encode(type, FloatFormat.round(type, x));
        double error = Math.abs(FloatFormat.decode(type, bits) - x);
        for (long other : new long[] {bits - 1, bits + 1}) {
          double near = FloatFormat.decode(type, other & (1L << type.bits()) - 1);
          double distance = Math.abs(near - x);
          boolean isWorse =
              Double.isNaN(near) || distance > error || (distance == error && (bits & 1) == 0);
          assertEquals(true, isWorse, () -> type + " " + x);
        }
        if (type == DType.F16) {
          assertEquals(
              Float.float16ToFloat(Float.floatToFloat16((float) x)),
              FloatFormat.round(type, (float) x));
        }
      }
    }
  }

  /// Abramowitz and Stegun, table 7.1, and values of mpmath.
  @Test
  void errorFunction() {
    assertEquals(0.5204998778130465, Functions.erf(0.5), 1e-15);
    assertEquals(0.8427007929497149, Functions.erf(1), 1e-15);
    assertEquals(-0.9953222650189527, Functions.erf(-2), 1e-15);
    assertEquals(0.999593047982555, Functions.erf(2.5), 1e-14);
    assertEquals(0.9999779095030014, Functions.erf(3), 1e-15);
    assertEquals(1, Functions.erf(Double.POSITIVE_INFINITY));
  }

  @Test
  void logarithms() {
    for (int i = -1000; i < 1000; i++) {
      assertEquals(i, Functions.log2(Math.scalb(1.0, i)));
    }
    assertEquals(Double.NaN, Functions.log2(-1));
    assertEquals(Double.NEGATIVE_INFINITY, Functions.log2(0));
  }
}
