package org.tosc.driver.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tosc.driver.Programs;
import org.tosc.models.train.Optimizer;
import org.tosc.models.train.UpdateFunction;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.TensorType;

/// Optimisers as functions of TIR against their papers' formulas written in plain doubles.
class OptimizersTest {
  private static final int STEPS = 7;
  private static final int[] SIZES = {6, 1, 35};
  private static final long[][] SHAPES = {{2, 3}, {}, {5, 7}};
  private static final double RATE = 0.01;
  private static final double LIMIT = 2;

  /// The formulas, one number at a time.
  private static final class Reference {
    final double[] m;
    final double[] v;
    final double[] p;

    Reference(double[] p) {
      this.p = p.clone();
      m = new double[p.length];
      v = new double[p.length];
    }

    void step(Optimizer rule, Optimizer.Hyper h, double[] gradient, int t, double scale) {
      for (int i = 0; i < p.length; i++) {
        double g = gradient[i] * scale;
        switch (rule) {
          case SGD -> p[i] -= RATE * (g + h.weightDecay() * p[i]);
          case MOMENTUM -> {
            v[i] = h.momentum() * v[i] + g + h.weightDecay() * p[i];
            p[i] -= RATE * v[i];
          }
          case ADAM -> adam(h, g + h.weightDecay() * p[i], i, t);
          case ADAMW -> {
            p[i] -= RATE * h.weightDecay() * p[i];
            adam(h, g, i, t);
          }
          case LION -> {
            double u = Math.signum(h.beta1() * m[i] + (1 - h.beta1()) * g);
            p[i] -= RATE * (u + h.weightDecay() * p[i]);
            m[i] = h.beta2() * m[i] + (1 - h.beta2()) * g;
          }
        }
      }
    }

    private void adam(Optimizer.Hyper h, double g, int i, int t) {
      m[i] = h.beta1() * m[i] + (1 - h.beta1()) * g;
      v[i] = h.beta2() * v[i] + (1 - h.beta2()) * g * g;
      double mean = m[i] / (1 - Math.pow(h.beta1(), t));
      double square = v[i] / (1 - Math.pow(h.beta2(), t));
      p[i] -= RATE * mean / (Math.sqrt(square) + h.eps());
    }
  }

  @ParameterizedTest
  @EnumSource
  void followsItsFormula(Optimizer rule) throws Exception {
    Optimizer.Hyper usual = rule.usual();
    Optimizer.Hyper decaying =
        new Optimizer.Hyper(0.8, usual.beta1(), usual.beta2(), usual.eps(), 0.05);
    for (Optimizer.Hyper hyper : List.of(usual, decaying)) {
      check(rule, hyper, DType.F64, "interp", 1e-13);
      for (String engine : Run.engines()) {
        check(rule, hyper, DType.F32, engine, 4e-6);
      }
    }
  }

  private static void check(
      Optimizer rule, Optimizer.Hyper hyper, DType dtype, String engine, double bound)
      throws Exception {
    SplittableRandom random = new SplittableRandom(7);
    List<Reference> references = new ArrayList<>();
    List<Tensor> parameters = new ArrayList<>();
    List<Tensor> states = new ArrayList<>();
    for (int k = 0; k < SIZES.length; k++) {
      Tensor first = random(dtype, k, random);
      references.add(new Reference(first.toDoubles()));
      parameters.add(first);
      for (String _ : rule.states()) {
        states.add(Tensor.ofDoubles(dtype, SHAPES[k], new double[SIZES[k]]));
      }
    }
    List<TensorType> types = parameters.stream().map(TensorTypes::of).toList();
    Function function = UpdateFunction.of(rule, hyper, types, true);
    TensorCode code = TensorCode.of(function, new EngineCompute(engine, 1), Programs.tensors());
    for (int t = 1; t <= STEPS; t++) {
      List<Tensor> gradients = new ArrayList<>();
      double squares = 0;
      for (int k = 0; k < SIZES.length; k++) {
        gradients.add(random(dtype, k, random));
        for (double g : gradients.getLast().toDoubles()) {
          squares += g * g;
        }
      }
      double norm = Math.sqrt(squares) / 2; // gradients come twice as large, as with a loss scale
      double scale = 0.5 * Math.min(1, LIMIT / (norm + 1e-6));
      List<Tensor> arguments = new ArrayList<>(parameters);
      arguments.addAll(gradients);
      arguments.addAll(states);
      for (double number : UpdateFunction.numbers(hyper, t, RATE, 0.5, LIMIT)) {
        arguments.add(TensorTypes.number(dtype, number));
      }
      List<Tensor> made = code.call(arguments);
      assertEquals(norm, made.getFirst().getDouble(0), norm * bound);
      parameters = made.subList(1, 1 + SIZES.length);
      states = made.subList(1 + SIZES.length, made.size());
      for (int k = 0; k < SIZES.length; k++) {
        references.get(k).step(rule, hyper, gradients.get(k).toDoubles(), t, scale);
        double[] found = parameters.get(k).toDoubles();
        for (int i = 0; i < found.length; i++) {
          assertEquals(references.get(k).p[i], found[i], bound, engine + " " + rule + " step " + t);
        }
      }
    }
  }

  private static Tensor random(DType dtype, int k, SplittableRandom random) {
    double[] numbers = new double[SIZES[k]];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = random.nextDouble(-1, 1);
    }
    return Tensor.ofDoubles(dtype, SHAPES[k], numbers);
  }
}
