package org.tosc.backends.mlir.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Numbers read back to the same bits, as MLIR's reader takes them: decimals as `f64`, rounded to
/// the type then.
final class NumeralsTest {
  @Test
  void decimalsAreExact() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 100_000; i++) {
      float f = Float.intBitsToFloat(random.nextInt());
      double d = Double.longBitsToDouble(random.nextLong());
      if (Float.isFinite(f)) {
        float read = (float) Double.parseDouble(Numerals.text(f, FloatFormat.F32));
        assertEquals(Float.floatToRawIntBits(f), Float.floatToRawIntBits(read));
      }
      if (Double.isFinite(d)) {
        double read = Double.parseDouble(Numerals.text(d, FloatFormat.F64));
        assertEquals(Double.doubleToRawLongBits(d), Double.doubleToRawLongBits(read));
        // A point is needed: without one it is an integer.
        assertTrue(Numerals.text(d, FloatFormat.F64).contains("."));
      }
    }
  }

  @Test
  void whatIsNoNumberIsBits() {
    assertEquals("0x7F800000", Numerals.text(Double.POSITIVE_INFINITY, FloatFormat.F32));
    assertEquals("0xFF800000", Numerals.text(Double.NEGATIVE_INFINITY, FloatFormat.F32));
    assertEquals("0x7FC00000", Numerals.text(Double.NaN, FloatFormat.F32));
    assertEquals("0xFC00", Numerals.text(Double.NEGATIVE_INFINITY, FloatFormat.F16));
    assertEquals("-0.0", Numerals.text(-0.0, FloatFormat.F32));
  }
}
