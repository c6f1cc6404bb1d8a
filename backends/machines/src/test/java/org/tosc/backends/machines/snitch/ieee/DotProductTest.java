package org.tosc.backends.machines.snitch.ieee;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

/// Dot products: where no digits are out of the adder's reach, they are the exact sum, rounded.
class DotProductTest {
  private final FloatUnit unit = new FloatUnit(Semantics.FPNEW);
  private final VectorUnit lanes = new VectorUnit(unit);

  /// A number with an exponent near to one's.
  private static long moderate(Random random, FloatFormat format, int span) {
    int digits = Bits.fractionBits(format);
    int field = Bits.bias(format) + random.nextInt(2 * span + 1) - span;
    long fraction = random.nextLong() & (1L << digits) - 1;
    long sign = random.nextBoolean() ? 1L << (format.width() - 1) : 0;
    return random.nextInt(9) == 0 ? sign : sign | ((long) field << digits) | fraction;
  }

  @Test
  void nearTermsAreExact() {
    var random = new Random(10);
    for (int n = 0; n < 60_000; n++) {
      for (FloatFormat to : FloatFormat.values()) {
        FloatFormat from =
            switch (to) {
              case BINARY32 -> n % 2 == 0 ? FloatFormat.BINARY16 : FloatFormat.BFLOAT16;
              case BINARY16, BFLOAT16 -> n % 2 == 0 ? FloatFormat.E5M2 : FloatFormat.E4M3;
              case BINARY64, E5M2, E4M3 -> null;
            };
        if (from != null) {
          nearTerms(random, from, to, Rounding.NEAREST_EVEN);
          nearTerms(random, from, to, Rounding.DOWN);
          nearTerms(random, from, to, Rounding.UP);
        }
      }
    }
  }

  /// One lane, the others being zeros.
  private void nearTerms(Random random, FloatFormat from, FloatFormat to, Rounding rounding) {
    int lane = random.nextInt(to.lanes());
    boolean negated = random.nextBoolean();
    long a = moderate(random, from, 2);
    long b = moderate(random, from, 2);
    long c = moderate(random, from, 2);
    long d = moderate(random, from, 2);
    long old = moderate(random, to, 3);
    int at = lane * to.width();
    int half = from.width();
    unit.setFlags(0);
    long found =
        lanes.dot(
            from, to, rounding, negated, old << at, (c << half | a) << at, (d << half | b) << at);
    Exact products =
        Exact.of(from, a).times(Exact.of(from, b)).plus(Exact.of(from, c).times(Exact.of(from, d)));
    Exact sum = Exact.of(to, old).plus(negated ? products.negate() : products);
    long result = found >>> at & to.mask();
    if (sum.isZero()) {
      assertEquals(0, result & to.mask() >>> 1);
      assertEquals(0, unit.flags());
    } else {
      long[] expected = sum.round(to, rounding);
      assertEquals(Long.toHexString(expected[0]), Long.toHexString(result));
      assertEquals(expected[1], unit.flags());
    }
  }
}
