package org.tosc.rt.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tosc.rt.tensor.DType;

class FloatTextTest {
  /// Value, dtype, text: 0.1 and its neighbours in each format, by hand.
  private static final Object[][] TYPED = {
    {0.1, DType.F64, "0.1"},
    {0.10000000149011612, DType.F32, "0.1"},
    {0.10000000149011612, DType.F64, "0.10000000149011612"},
    {0.0999755859375, DType.F16, "0.1"},
    {0.10009765625, DType.BF16, "0.1"},
    {2.71875, DType.F16, "2.719"},
    {2.71875, DType.BF16, "2.72"},
    {-1.125, DType.F8E4M3, "-1.1"},
    {1.25, DType.F8E5M2, "1.2"},
    {16777216.0, DType.F32, "16777216"},
    {3.4028234663852886e38, DType.F32, "3.4028235e38"},
    {1.401298464324817e-45, DType.F32, "1.4e-45"},
    {5.960464477539063e-8, DType.F16, "6e-8"},
    {-0.0, DType.F32, "-0"},
    {Double.NaN, DType.F16, "nan"},
    {Double.NEGATIVE_INFINITY, DType.F32, "-inf"},
  };

  @Test
  void eachFormatHasItsOwnDigits() {
    for (Object[] row : TYPED) {
      assertEquals(row[2], FloatText.of((Double) row[0], (DType) row[1]), row[1] + " " + row[0]);
    }
  }

  private static final Object[][] TABLE = {
    {0.1, "0.1"},
    {0.1 + 0.2, "0.30000000000000004"},
    {1.0 / 3, "0.3333333333333333"},
    {5.0, "5"},
    {-2.5, "-2.5"},
    {123456.789, "123456.789"},
    {1e15, "1000000000000000"},
    {1234567890123456.0, "1234567890123456"},
    {9999999999999998.0, "9999999999999998"},
    {1e16, "1e16"},
    {1.5e300, "1.5e300"},
    {0.00001, "0.00001"},
    {0.000012345, "0.000012345"},
    {0.000001, "1e-6"},
    {9.999e-6, "9.999e-6"},
    {1.5e-7, "1.5e-7"},
    {1.23456789e18, "1.23456789e18"},
    {-0.0, "-0"},
    {0.0, "0"},
    {Double.NaN, "nan"},
    {Double.POSITIVE_INFINITY, "inf"},
    {Double.NEGATIVE_INFINITY, "-inf"},
    {Double.MIN_VALUE, "4.9e-324"},
    {Double.MAX_VALUE, "1.7976931348623157e308"},
    {1e23, "1e23"},
    {2e-44, "2e-44"},
    {100.0, "100"},
    {1e14 + 0.5, "100000000000000.5"},
  };

  @Test
  void prints() {
    for (Object[] row : TABLE) {
      assertEquals(row[1], FloatText.of((Double) row[0]));
    }
  }

  /// Independent of the implementation: the text reads back as the same float, no decimal of one
  /// digit fewer does, and the form follows the exponent.
  @Test
  void isTheShortestThatReadsBack() {
    SplittableRandom random = new SplittableRandom(7);
    for (int round = 0; round < 100_000; round++) {
      double x = Double.longBitsToDouble(random.nextLong());
      if (Double.isNaN(x) || Double.isInfinite(x)) {
        continue;
      }
      String text = FloatText.of(x);
      assertEquals(x, Double.parseDouble(text), text);
      // The nearest shorter decimals on both sides of the text are those on both sides of the
      // float,
      // or one of them would lie between the two and read back.
      BigDecimal printed = new BigDecimal(text).stripTrailingZeros();
      int digits = printed.precision();
      if (digits > 2) {
        for (RoundingMode mode : new RoundingMode[] {RoundingMode.DOWN, RoundingMode.UP}) {
          BigDecimal shorter = printed.round(new MathContext(digits - 1, mode));
          assertNotEquals(x, shorter.doubleValue(), text);
        }
      }
      double size = Math.abs(x);
      assertEquals(size != 0 && (size < 1e-5 || size >= 1e16), text.contains("e"), text);
    }
  }

  @Test
  void plainFormsReadBackToo() {
    SplittableRandom random = new SplittableRandom(8);
    for (int round = 0; round < 100_000; round++) {
      double x = random.nextInt() / Math.pow(10, random.nextInt(9));
      String text = FloatText.of(x);
      assertEquals(x, Double.parseDouble(text));
      assertTrue(!text.endsWith(".0") && !text.contains("E"), text);
    }
  }
}
