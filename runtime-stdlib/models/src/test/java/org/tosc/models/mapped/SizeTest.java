package org.tosc.models.mapped;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Sums and products against numbers of any length.
class SizeTest {
  private static final BigInteger HUGE = BigInteger.valueOf(Size.HUGE);

  /// Numbers at and around all powers of two.
  private static final long[] EDGES =
      LongStream.rangeClosed(0, 62)
          .flatMap(i -> LongStream.of((1L << i) - 1, 1L << i, (1L << i) + 1))
          .filter(n -> n >= 0)
          .toArray();

  private static long limited(BigInteger exact) {
    return exact.min(HUGE).longValueExact();
  }

  @Test
  void nothingWrapsAround() {
    for (long a : EDGES) {
      for (long b : EDGES) {
        BigInteger x = BigInteger.valueOf(a);
        BigInteger y = BigInteger.valueOf(b);
        assertEquals(limited(x.multiply(y)), Size.times(a, b), a + " · " + b);
        assertEquals(limited(x.add(y)), Size.plus(a, b), a + " + " + b);
      }
    }
  }

  @Test
  void whatIsHugeStaysSo() {
    for (long b : new long[] {0, 1, Size.HUGE}) {
      assertEquals(Size.HUGE, Size.times(Size.HUGE, b));
      assertEquals(Size.HUGE, Size.times(b, -1));
      assertEquals(Size.HUGE, Size.plus(Size.HUGE, b));
      assertEquals(Size.HUGE, Size.plus(b, Long.MIN_VALUE));
    }
  }

  @Test
  void products() {
    assertEquals(1, Size.of(new long[] {}));
    assertEquals(24, Size.of(new long[] {2, 3, 4}));
    assertEquals(0, Size.of(new long[] {2, 0, 4}));
    long[] large = {0, 1L << 40, 1L << 40};
    assertEquals(Size.HUGE, Size.of(large));
    assertEquals(Size.HUGE, Size.of(Arrays.copyOfRange(large, 1, 3)));
  }

  @Test
  void padding() {
    assertEquals(0, Size.padded(0, 32));
    assertEquals(32, Size.padded(1, 32));
    assertEquals(32, Size.padded(32, 32));
    assertEquals(Size.HUGE, Size.padded(Size.HUGE - 3, 32));
  }
}
