package org.tosc.passes.autodiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.tosc.passes.fuse.Fuse;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.text.Printer;

/// Derivatives of whole functions, against differences, closed forms, and what they are made of.
class AutodiffTest {
  @Test
  void modelsAgreeWithDifferences() {
    Models.all()
        .forEach(
            (name, text) -> {
              double error = Models.measured(text, 3).error();
              assertTrue(error <= 1e-6, name + ": " + error);
            });
  }

  /// `dW = 2/(n·m) · Xᵀ(XW - Y)` of the mean square.
  @Test
  void linearRegressionHasItsClosedForm() {
    Function f =
        Texts.function(
            """
            func @f(%0: tensor<[5, 3] x f64>, %1: tensor<[4, 5] x f64>, %2: tensor<[4, 3] x f64>) -> (tensor<[] x f64>) {
              %3 = tensor.matmul(%1, %0)
              %4 = tensor.mse_loss(%3, %2)
              core.return(%4)
            }
            """);
    List<OracleTensor> in = Models.operands(f, 1);
    double[][] x = rows(in.get(1));
    double[][] rest = product(x, rows(in.get(0)));
    double[][] y = rows(in.get(2));
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 3; j++) {
        rest[i][j] = 2 * (rest[i][j] - y[i][j]) / 12;
      }
    }
    assertClose(product(turned(x), rest), gradient(f, in).get(1));
  }

  /// `dW = Xᵀ(softmax(XW) - onehot)/n + 2·0.01·W`.
  @Test
  void softmaxRegressionHasItsClosedForm() {
    Function f = Texts.function(Models.SPELLED);
    List<OracleTensor> in = Models.operands(f, 2);
    double[][] w = rows(in.get(0));
    double[][] x = rows(in.get(1));
    double[][] p = product(x, w);
    for (int i = 0; i < 4; i++) {
      double sum = 0;
      for (int j = 0; j < 3; j++) {
        p[i][j] = Math.exp(p[i][j]);
        sum += p[i][j];
      }
      for (int j = 0; j < 3; j++) {
        p[i][j] = (p[i][j] / sum - (in.get(2).integer(i) == j ? 1 : 0)) / 4;
      }
    }
    double[][] expected = product(turned(x), p);
    for (int i = 0; i < 5; i++) {
      for (int j = 0; j < 3; j++) {
        expected[i][j] += 0.02 * w[i][j];
      }
    }
    assertClose(expected, gradient(f, in).get(1));
  }

  private static List<OracleTensor> gradient(Function f, List<OracleTensor> in) {
    return Texts.run(Texts.made(Autodiff.gradient(f, List.of(0), "df")), in);
  }

  private static double[][] rows(OracleTensor t) {
    int columns = Math.toIntExact(t.shape()[1]);
    double[][] rows = new double[Math.toIntExact(t.shape()[0])][columns];
    for (int i = 0; i < t.size(); i++) {
      rows[i / columns][i % columns] = t.real(i);
    }
    return rows;
  }

  private static double[][] product(double[][] a, double[][] b) {
    double[][] out = new double[a.length][b[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < b[0].length; j++) {
        for (int k = 0; k < b.length; k++) {
          out[i][j] += a[i][k] * b[k][j];
        }
      }
    }
    return out;
  }

  private static double[][] turned(double[][] a) {
    double[][] out = new double[a[0].length][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a[0].length; j++) {
        out[j][i] = a[i][j];
      }
    }
    return out;
  }

  private static void assertClose(double[][] expected, OracleTensor found) {
    double[][] rows = rows(found);
    for (int i = 0; i < expected.length; i++) {
      assertArrayEquals(expected[i], rows[i], 1e-14);
    }
  }

  /// The second derivative of sums over elements, by the derivative of the derivative.
  @Test
  void derivativesHaveDerivatives() {
    Map<String, DoubleUnaryOperator> expected =
        Map.of(
            "mul(%0, %0)\n  %2 = tensor.mul(%1, %0)", x -> 6 * x,
            "sin(%0)\n  %2 = tensor.exp(%1)",
                x -> Math.exp(Math.sin(x)) * (Math.cos(x) * Math.cos(x) - Math.sin(x)),
            "tanh(%0)\n  %2 = tensor.mul(%1, %0)",
                x -> {
                  double t = Math.tanh(x);
                  return 2 * (1 - t * t) * (1 - x * t);
                },
            "sigmoid(%0)\n  %2 = tensor.log(%1)",
                x -> -Math.exp(-x) / Math.pow(1 + Math.exp(-x), 2),
            "neg(%0)\n  %2 = tensor.div(%0, %1)", x -> 0,
            "exp(%0)\n  %2 = tensor.rsqrt(%1)", x -> Math.exp(-x / 2) / 4);
    expected.forEach(AutodiffTest::checkSecond);
  }

  private static void checkSecond(String ops, DoubleUnaryOperator expected) {
    Function f =
        Texts.function(
            """
            func @f(%0: tensor<[7] x f64>) -> (tensor<[] x f64>) {
              %1 = tensor.OPS
              %3 = tensor.reduce_sum(%2)
              core.return(%3)
            }
            """
                .replace("OPS", ops));
    List<OracleTensor> in = new ArrayList<>(Models.operands(f, 5));
    Function first = Texts.made(Autodiff.gradient(f, List.of(0), "df"));
    Function second = Texts.made(Autodiff.pullback(first, List.of(0), "ddf"));
    OracleTensor x = in.getFirst();
    in.add(OracleTensor.reals(Scalar.F64, new long[0], 0));
    in.add(OracleTensor.reals(Scalar.F64, new long[] {7}, 1, 1, 1, 1, 1, 1, 1));
    OracleTensor found = Texts.run(second, in).getLast();
    for (int i = 0; i < x.size(); i++) {
      assertEquals(expected.applyAsDouble(x.real(i)), found.real(i), 1e-12, ops);
    }
  }

  /// What the forward part has is not computed again, and nothing is made for nobody.
  @Test
  void derivativesUseWhatIsThere() {
    Function f =
        Texts.function(
            """
            func @f(%0: tensor<[2] x f64>, %1: tensor<[2] x f64>) -> (tensor<[] x f64>) {
              %2 = tensor.exp(%0)
              %3 = tensor.mul(%2, %1)
              %4 = tensor.reduce_sum(%3)
              core.return(%4)
            }
            """);
    Function df = Texts.made(Autodiff.gradient(f, List.of(0), "df"));
    assertEquals(
        """
        func @df(%0: tensor<[2] x f64>, %1: tensor<[2] x f64>) -> (tensor<[] x f64>, tensor<[2] x f64>) {name = "gradient of f"} {
          %2 = tensor.exp(%0)
          %3 = tensor.mul(%2, %1)
          %4 = tensor.reduce_sum(%3)
          %5 = tensor.full {dtype = type f64, shape = [], value = 1}
          %6 = tensor.reshape(%5) {shape = [1]}
          %7 = tensor.broadcast(%6) {shape = [2]}
          %8 = tensor.mul(%7, %1)
          %10 = tensor.mul(%8, %2)
          core.return(%4, %10)
        }
        """
            .strip(),
        Printer.print(new Module(List.of(), List.of(df))).strip());
  }

  @Test
  void groupsHaveTheDerivativesOfWhatTheyHold() {
    for (String text : Models.all().values()) {
      Function f = Texts.function(text);
      Module fused = Fuse.run(new Module(List.of(), List.of(f))).module();
      List<Integer> by = List.of(0, 1);
      List<OracleTensor> in = new ArrayList<>(Models.operands(f, 9));
      Function plain = Texts.made(Autodiff.pullback(f, by, "df"));
      Function grouped = Texts.made(Autodiff.pullback(fused.functions().getFirst(), by, "df"));
      for (var adjoint : plain.params().subList(in.size(), plain.params().size())) {
        in.add(
            Elements.APART
                .of(
                    Texts.function("func @f(%0: " + adjoint.type() + ") -> () {\n  core.return\n}"),
                    Collections.nCopies(1, 1L),
                    new Random(4))
                .getFirst());
      }
      assertEquals(Texts.run(plain, in), Texts.run(grouped, in));
    }
  }

  /// A function, the parameter, and why there is no derivative; the body stands for the dots.
  private static final List<String> REFUSALS =
      List.of(
          "control flow (`core.if`) | %2 = core.const {value = true} : i1; core.if(%2) {;"
              + " core.yield; } {; core.yield; }; core.return(%0)",
          "control flow (`core.unreachable`) | core.unreachable",
          "memory (`kernel.from_tensor`) | %2 = kernel.from_tensor(%0) : buffer<[] x f64, global>;"
              + " core.return(%0)",
          "`host.get` is no tensor operation | %2 = host.get(%0, %0); core.return(%0)",
          "`sum` is no tensor operation | %2 = host.builtin(%0) {name = \"sum\"} : tensor<[] x"
              + " f64>; core.return(%2)",
          "a change in place (`host.set`) | host.set(%0, %0, %0); core.return(%0)",
          "`core.select` has no rule for its derivative | %2 = core.const {value = true} : i1; %3 ="
              + " core.select(%2, %0, %0); core.return(%3)",
          "the shape [n] is not known | %2 = tensor.reduce_sum(%1); %3 = tensor.mul(%2, %0);"
              + " core.return(%3)",
          "`tensor.collective` has no rule for its derivative | %2 = tensor.collective(%0) {kind ="
              + " \"broadcast\"}; core.return(%2)");

  @Test
  void whatHasNoDerivativeIsRefusedWithTheReason() {
    for (String line : REFUSALS) {
      String[] parts = line.split(" \\| ", 2);
      Function f =
          Texts.function(
              "func @f(%0: tensor<[] x f64>, %1: tensor<[n] x f64>) -> (tensor<[] x f64>) {\n"
                  + parts[1].replace("; ", "\n")
                  + "\n}");
      assertEquals(
          new Autodiff.Outcome.Refused(parts[0]), Autodiff.gradient(f, List.of(0), "df"), line);
    }
  }

  @Test
  void oneFloatIsDifferentiatedByFloats() {
    Function f =
        Texts.function(
            "func @f(%0: tensor<[2] x f32>, %1: tensor<[2] x i64>) -> (tensor<[2] x f32>) {\n"
                + "core.return(%0)\n}");
    assertEquals(
        new Autodiff.Outcome.Refused("the result is no single float, but [tensor<[2] x f32>]"),
        Autodiff.gradient(f, List.of(0), "df"));
    assertEquals(
        new Autodiff.Outcome.Refused("parameter 1 is tensor<[2] x i64>, no tensor of floats"),
        Autodiff.gradient(f, List.of(1), "df"));
  }
}
