package org.tosc.passes.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorType;

/// Derivatives of a function in binary64 by central differences, extrapolated (Richardson) from
/// steps h, h/2 and h/4 to an error of order h⁶, against those of [Autodiff#pullback].
final class Differences {
  /// How far apart the two are.
  ///
  /// @param error the largest difference over the largest derivative by the same parameter
  /// @param derivatives how many were compared
  record Found(double error, int derivatives) {
    static final Found NOTHING = new Found(0, 0);

    Found and(Found other) {
      return new Found(Math.max(error, other.error), derivatives + other.derivatives);
    }
  }

  private final Function f;
  private final List<OracleTensor> operands;
  private final List<OracleTensor> adjoints = new ArrayList<>();

  private Differences(Function f, List<OracleTensor> operands) {
    this.f = f;
    this.operands = operands;
  }

  /// Compares all derivatives of random sums of the results.
  static Found of(Function f, List<OracleTensor> operands, Random random) {
    return new Differences(f, operands).compared(random);
  }

  private Found compared(Random random) {
    List<Integer> by =
        IntStream.range(0, operands.size())
            .filter(i -> operands.get(i).element() == Scalar.F64)
            .boxed()
            .toList();
    Function pullback = Texts.made(Autodiff.pullback(f, by, "pullback"));
    for (var result : f.results()) {
      if (result instanceof TensorType type && type.element().isFloat()) {
        double[] weights = random.doubles(Elements.size(type), 0.5, 1.5).toArray();
        adjoints.add(OracleTensor.reals(Scalar.F64, Elements.shape(type), weights));
      }
    }
    List<OracleTensor> given = new ArrayList<>(operands);
    given.addAll(adjoints);
    List<OracleTensor> found = Texts.run(pullback, given);
    Found all = Found.NOTHING;
    for (int i = 0; i < by.size(); i++) {
      double[] derivative = found.get(f.results().size() + i).reals();
      all = all.and(compared(derivative, differences(by.get(i))));
    }
    return all;
  }

  private static Found compared(double[] found, double[] expected) {
    double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
    double worst = 0;
    for (int i = 0; i < found.length; i++) {
      double apart = Math.abs(found[i] - expected[i]);
      worst = Double.isNaN(apart) ? Double.POSITIVE_INFINITY : Math.max(worst, apart);
    }
    return new Found(largest < 1e-9 ? worst : worst / largest, found.length);
  }

  private double[] differences(int operand) {
    double[] out = new double[operands.get(operand).size()];
    for (int at = 0; at < out.length; at++) {
      double[] slopes = new double[3];
      for (int k = 0; k < slopes.length; k++) {
        slopes[k] = slope(operand, at, Elements.STEP / (1 << k));
      }
      double coarse = (4 * slopes[1] - slopes[0]) / 3;
      double fine = (4 * slopes[2] - slopes[1]) / 3;
      out[at] = (16 * fine - coarse) / 15;
    }
    return out;
  }

  private double slope(int operand, int at, double step) {
    return (weighted(operand, at, step) - weighted(operand, at, -step)) / (2 * step);
  }

  private double weighted(int operand, int at, double step) {
    OracleTensor old = operands.get(operand);
    double[] values = old.reals();
    values[at] += step;
    List<OracleTensor> moved = new ArrayList<>(operands);
    moved.set(operand, OracleTensor.reals(Scalar.F64, old.shape(), values));
    double sum = 0;
    int next = 0;
    for (OracleTensor result : Texts.run(f, moved)) {
      if (result.element().isFloat()) {
        OracleTensor weights = adjoints.get(next++);
        for (int i = 0; i < result.size(); i++) {
          sum += result.real(i) * weights.real(i);
        }
      }
    }
    return sum;
  }
}
