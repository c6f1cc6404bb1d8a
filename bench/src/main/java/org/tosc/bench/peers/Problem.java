package org.tosc.bench.peers;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// An operation on one shape. Names of operations and shapes are those that the lines `RESULT` of
/// all drivers use, so that results of several programs can be merged.
public sealed interface Problem
    permits Product, QuantisedProduct, RowOperation, Elementwise, Attention, Convolution {
  /// Such as `gemm`.
  String op();

  /// Such as `128x128x128`.
  String shape();

  /// The inputs by name, each with its number of elements and the greatest magnitude.
  List<Input> inputs();

  /// The number of elements of the result.
  int size();

  /// An element of the result in double precision.
  Expected expected(Data data, int index);

  /// The greatest error of an element, in units of its scale.
  double tolerance();

  /// Additions and multiplications; an elementary function counts as one.
  double flops();

  /// The bytes that are read or written at least once.
  double bytes();

  /// Whether arithmetic, not memory, can be the limit.
  default boolean isContraction() {
    return false;
  }

  /// One input of evenly distributed numbers between `-scale` and `scale`.
  record Input(String name, int size, float scale) {}

  /// A value and the magnitude of what was added up to it: errors are relative to that.
  record Expected(double value, double scale) {}

  /// A problem with its inputs.
  record Data(Problem problem, Map<String, float[]> inputs) {
    public float[] get(String name) {
      float[] input = inputs.get(name);
      if (input == null) {
        throw new IllegalArgumentException(problem + " has no input " + name);
      }
      return input;
    }
  }

  /// The same inputs every time.
  default Data data() {
    Map<String, float[]> inputs = new HashMap<>();
    int seed = 12345;
    for (Input input : inputs()) {
      inputs.put(input.name(), evenly(input, seed++));
    }
    return new Data(this, inputs);
  }

  private static float[] evenly(Input input, int seed) {
    float[] values = new float[input.size()];
    int state = seed * 2654435 + 1;
    for (int i = 0; i < values.length; i++) {
      state = state * 1664525 + 1013904223;
      values[i] = (state >> 8) * (input.scale() / (1 << 23));
    }
    return values;
  }

  /// How far a result is from what is expected, in tolerances: above 1 it is wrong. Elements are
  /// taken evenly over the result, and all of a small one.
  default double error(Data data, float[] result) {
    if (result.length != size()) {
      return Double.POSITIVE_INFINITY;
    }
    // Prime, so that columns of all kinds are met.
    int step = Math.max(1, size() / 3989);
    double worst = 0;
    for (int i = 0; i < size(); i += step) {
      Expected expected = expected(data, i);
      double error = Math.abs(result[i] - expected.value()) / expected.scale() / tolerance();
      worst = error <= worst ? worst : Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
    }
    return worst;
  }

  /// How errors of `terms` sums in `float` are bounded, in any order: γₙ of Higham, “Accuracy and
  /// Stability of Numerical Algorithms”, section 3.1.
  static double sumBound(int terms) {
    return (terms + 4) * 0x1p-24;
  }

  /// GELU with the hyperbolic tangent.
  static double gelu(double x) {
    return 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
  }
}
