package org.tosc.bench.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The reference that decides who may be timed: it agrees with laws and with small cases computed
/// another way, and it finds wrong results.
class ProblemTest {
  private static final List<Problem> SMALL =
      List.of(
          new Product(Product.Kind.GEMM, 3, 5, 7),
          new Product(Product.Kind.BIAS_GELU, 4, 8, 6),
          new Product(Product.Kind.BIAS_RELU, 4, 8, 6),
          new QuantisedProduct(2, 3, 64),
          new RowOperation(RowOperation.Kind.SOFTMAX, 3, 40),
          new RowOperation(RowOperation.Kind.LAYERNORM, 3, 40),
          new RowOperation(RowOperation.Kind.RMSNORM, 3, 40),
          new RowOperation(RowOperation.Kind.ROPE, 3, 128),
          new Elementwise(Elementwise.Kind.SILUMUL, 2, 33),
          new Elementwise(Elementwise.Kind.GELU_TANH, 2, 33),
          new Elementwise(Elementwise.Kind.ADD, 1, 16),
          new Attention(3, 5, 2, 4),
          new Convolution(2, 5, 3, 3, 2),
          new Convolution(3, 4, 2, 1, 1));

  /// Contenders that are always there, with what each can do.
  static Stream<Arguments> small() {
    return Stream.of(new Tosc("jvm"), new Tosc("x86_64"), new PlainJava())
        .flatMap(c -> SMALL.stream().map(p -> Arguments.of(c, p)));
  }

  @ParameterizedTest
  @MethodSource("small")
  void contendersAreRightAndEveryWrongElementIsFound(Contender contender, Problem problem)
      throws Exception {
    String obstacle = contender instanceof Tosc tosc ? tosc.obstacle() : null;
    assumeTrue(obstacle == null, () -> "not checked: " + obstacle);
    Problem.Data data = problem.data();
    try (Contender.Case made = contender.prepare(data, 1)) {
      if (made == null) {
        assertTrue(contender.role() == Role.ANCHOR || problem instanceof QuantisedProduct);
        return;
      }
      made.run();
      float[] result = made.result();
      assertTrue(problem.error(data, result) <= 1, () -> problem.error(data, result) + "");
      for (int i = 0; i < result.length; i++) {
        for (float wrong : new float[] {Float.NaN, result[i] + 0.01f, Float.POSITIVE_INFINITY}) {
          float[] copy = result.clone();
          copy[i] = wrong;
          assertTrue(problem.error(data, copy) > 1, problem + " at " + i);
        }
      }
      assertTrue(problem.error(data, new float[0]) > 1);
    }
  }

  @Test
  void softmaxAddsUpToOne() {
    Problem softmax = new RowOperation(RowOperation.Kind.SOFTMAX, 2, 32);
    Problem.Data data = softmax.data();
    double sum = 0;
    for (int i = 32; i < 64; i++) {
      sum += softmax.expected(data, i).value();
    }
    assertEquals(1, sum, 1e-12);
  }

  @Test
  void layernormHasMeanZeroAndVarianceOneBeforeItIsScaled() {
    Problem norm = new RowOperation(RowOperation.Kind.LAYERNORM, 1, 64);
    Problem.Data data = norm.data();
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < 64; i++) {
      double beta = data.get("beta")[i];
      double z = (norm.expected(data, i).value() - beta) / data.get("gamma")[i];
      sum += z / 64;
      squares += z * z / 64;
    }
    assertEquals(0, sum, 1e-12);
    assertEquals(1, squares, 1e-3);
  }

  @Test
  void attentionToOneKeyIsItsValue() {
    Attention one = new Attention(3, 1, 2, 4);
    Problem.Data data = one.data();
    for (int i = 0; i < one.size(); i++) {
      float value = data.get("v")[i / 12 * 4 + i % 4];
      assertEquals(value, one.expected(data, i).value(), 1e-12);
    }
  }

  /// Blocks count from the beginning of each column's weights.
  @Test
  void weightsInBlocksAreWholeNumbersTimesAFactorOfTheirBlock() {
    QuantisedProduct product = new QuantisedProduct(2, 3, 64);
    Problem.Data data = product.data();
    float[] w = data.get("w");
    for (float weight : w) {
      assertEquals(Math.rint(weight), weight);
      assertTrue(weight >= -8 && weight <= 7);
    }
    double sum = 0;
    for (int i = 0; i < 64; i++) {
      sum += (double) data.get("x")[64 + i] * w[128 + i] * data.get("s")[i < 32 ? 4 : 5];
    }
    assertEquals(sum, product.expected(data, 5).value(), 1e-12);
  }

  /// With a window of one pixel a convolution is a product of the filters and the image.
  @Test
  void pointwiseConvolutionIsAProduct() {
    Convolution convolution = new Convolution(5, 4, 3, 1, 1);
    Problem.Data data = convolution.data();
    for (int filter = 0; filter < 3; filter++) {
      for (int pixel = 0; pixel < 16; pixel++) {
        double sum = data.get("bias")[filter];
        for (int c = 0; c < 5; c++) {
          sum += (double) data.get("w")[filter * 5 + c] * data.get("x")[c * 16 + pixel];
        }
        assertEquals(sum, convolution.expected(data, filter * 16 + pixel).value(), 1e-12);
      }
    }
  }

  /// The sum over a window by hand, where it hangs over a corner and where it does not.
  @Test
  void windowsEndAtTheBorder() {
    Convolution convolution = new Convolution(1, 5, 1, 3, 2);
    assertEquals(3, convolution.resultSide());
    Problem.Data data = convolution.data();
    float[] x = data.get("x");
    float[] w = data.get("w");
    double bias = data.get("bias")[0];
    double corner =
        bias
            + (double) w[4] * x[0]
            + (double) w[5] * x[1]
            + (double) w[7] * x[5]
            + (double) w[8] * x[6];
    assertEquals(corner, convolution.expected(data, 0).value(), 1e-12);
    double middle = bias;
    for (int i = 0; i < 9; i++) {
      middle += (double) w[i] * x[(1 + i / 3) * 5 + 1 + i % 3];
    }
    assertEquals(middle, convolution.expected(data, 4).value(), 1e-12);
  }

  @Test
  void everyRowHasANameOfItsOwn() {
    List<String> names = Problems.all().stream().map(p -> p.op() + " " + p.shape()).toList();
    assertEquals(names.size(), names.stream().distinct().count());
    for (Problem problem : Problems.all()) {
      assertEquals(problem, Problems.named(problem.op(), problem.shape()));
    }
    assertEquals(3, Problems.of(List.of("softmax")).size());
    assertEquals(
        List.of(new RowOperation(RowOperation.Kind.ROPE, 32, 3072)),
        Problems.of(List.of("rope:32x")));
  }
}
