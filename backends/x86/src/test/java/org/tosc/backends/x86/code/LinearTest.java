package org.tosc.backends.x86.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LinearTest {
  private static final int ATOMS = 5;

  private static Linear random(Random random) {
    Linear sum = Linear.of(random.nextInt(-9, 9));
    for (int i = 0; i < 4; i++) {
      sum = sum.plus(Linear.atom(random.nextInt(ATOMS)), random.nextInt(-2, 3));
    }
    return sum;
  }

  /// What it is where the values are known.
  private static long at(Linear linear, long... values) {
    return linear.constant()
        + linear.terms().stream().mapToLong(t -> t.factor() * values[t.atom()]).sum();
  }

  @Test
  void sumsAndMultiplesAreThoseOfTheNumbers() {
    Random random = new Random(3);
    for (int i = 0; i < 2000; i++) {
      Linear a = random(random);
      Linear b = random(random);
      long factor = random.nextInt(-3, 4);
      long[] values = IntStream.range(0, ATOMS).mapToLong(_ -> random.nextInt(1000)).toArray();
      assertEquals(at(a, values) + factor * at(b, values), at(a.plus(b, factor), values));
      assertEquals(factor * at(a, values), at(a.times(factor), values));
      assertEquals(a, a.times(12).dividedBy(12));
      int left = random.nextInt(ATOMS);
      assertEquals(a, a.without(left).plus(Linear.atom(left), a.factor(left)));
      assertEquals(0, a.without(left).factor(left));
    }
  }

  @Test
  void theSamePositionIsEqualWhicheverWayItCame() {
    Linear one = Linear.atom(3).plus(Linear.atom(1), 2).plus(Linear.of(5), 1);
    Linear other =
        Linear.of(5).plus(Linear.atom(2), 7).plus(Linear.atom(1), 2).plus(Linear.atom(3), 1);
    assertEquals(one, other.plus(Linear.atom(2), -7));
    assertEquals(one.hashCode(), other.without(2).hashCode());
    assertEquals(List.of(1, 3), one.terms().stream().map(Linear.Term::atom).toList());
    assertTrue(Linear.atom(4).isAtom());
    assertFalse(one.isAtom());
    assertTrue(one.plus(one, -1).isConstant());
  }
}
