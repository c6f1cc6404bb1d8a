package org.tosc.driver.fuzz;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.ir.Scalar;

/// The numbers that generated kernels run on.
final class NestData {
  /// Whole numbers are no larger.
  static final double MOST_WHOLE = 3;

  /// What is special of a format: its extremes, and how much a sum of squares may have.
  private static final Map<Scalar, double[]> EDGES =
      Map.of(
          Scalar.F64,
          new double[] {
            0x1p-1074, -0x1p-1022, 0x1.8p-1023, Double.MAX_VALUE, 0x1p512, -0x1p-512, 0x1p100, 709.9
          },
          Scalar.F32,
          new double[] {0x1p-149, -0x1p-126, 0x1.8p-127, Float.MAX_VALUE, 0x1p64, -0x1p-64, 88.8},
          Scalar.F16,
          new double[] {0x1p-24, -0x1p-14, 65504, 0x1p8, -0x1p-8});

  private static final double[] SPECIAL = {
    Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0.0, -0.0
  };

  private final Choices choices;
  private final Scalar element;
  private final boolean isWhole;

  NestData(Choices choices, Scalar element, boolean isWhole) {
    this.choices = choices;
    this.element = element;
    this.isWhole = isWhole;
  }

  /// A tensor; among whole numbers, too, there may be one that is none.
  OracleTensor tensor(List<Long> shape) {
    SplittableRandom random = new SplittableRandom(choices.below(1 << 20));
    int edges = choices.below(4);
    double[] numbers =
        new double[shape.stream().mapToInt(Long::intValue).reduce(1, (a, b) -> a * b)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = isWhole ? whole(random) : real(random, edges);
    }
    if (isWhole && edges == 3) {
      numbers[random.nextInt(numbers.length)] = SPECIAL[random.nextInt(SPECIAL.length)];
    }
    long[] extents = shape.stream().mapToLong(e -> e).toArray();
    return OracleTensor.reals(element, extents, numbers);
  }

  private static double whole(SplittableRandom random) {
    return random.nextInt(2 * (int) MOST_WHOLE + 1) - MOST_WHOLE;
  }

  /// @param edges how many numbers are special: none, none, one of 64, one of four
  private double real(SplittableRandom random, int edges) {
    boolean isEdge = edges > 1 && random.nextInt(edges == 2 ? 64 : 4) == 0;
    if (!isEdge) {
      return (random.nextInt(41) - 20) / (1.0 + random.nextInt(7));
    }
    double[] special = EDGES.getOrDefault(element, SPECIAL);
    int at = random.nextInt(special.length + SPECIAL.length);
    return at < special.length ? special[at] : SPECIAL[at - special.length];
  }
}
