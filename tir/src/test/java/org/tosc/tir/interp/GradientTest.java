package org.tosc.tir.interp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.GradientContext;
import org.tosc.tir.ir.GradientTape;
import org.tosc.tir.ir.Op;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorNotation;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Type;

/// Each gradient rule against central differences in binary64.
final class GradientTest {
  private static final double STEP = 1e-5;
  private static final double TOLERANCE = 1e-6;

  /// Operation, operand types, attributes. Positive operands where the operation needs them.
  static final List<String> CASES =
      """
      add | f64[2, 3] f64[3] |
      add | f64[] f64[2, 1] |
      sub | f64[2, 1] f64[1, 3] |
      mul | f64[2, 3] f64[3] |
      div | f64[2, 3] f64[2, 1] |
      pow | f64[2, 3] f64[3] | positive
      min | f64[2, 3] f64[3] |
      max | f64[2, 3] f64[3] |
      mod | f64[2, 3] f64[3] | positive
      where | i1[2, 1] f64[2, 3] f64[3] |
      neg | f64[4] |
      abs | f64[4] |
      relu | f64[6] |
      clip | f64[6] | min=-0.5, max=0.5
      exp | f64[4] |
      log | f64[4] | positive
      sqrt | f64[4] | positive
      rsqrt | f64[4] | positive
      sin | f64[4] |
      cos | f64[4] |
      tanh | f64[4] |
      erf | f64[4] |
      sigmoid | f64[4] |
      silu | f64[4] |
      gelu | f64[4] |
      gelu | f64[4] | approximate="none"
      cast | f64[4] | dtype=f64
      reduce_sum | f64[2, 3] |
      reduce_sum | f64[2, 3, 2] | axis=[0, -1]
      reduce_mean | f64[2, 3] | axis=[1], keepdims=true
      reduce_max | f64[2, 3] | axis=[1]
      reduce_min | f64[2, 3] |
      reduce_prod | f64[2, 3] | axis=[0]
      norm | f64[2, 3] | axis=[1]
      cumsum | f64[2, 3] | axis=0
      sort | f64[2, 4] |
      sort | f64[4, 2] | axis=0, descending=true
      topk | f64[2, 5] | k=3
      topk | f64[5, 2] | k=2, axis=0
      softmax | f64[2, 3] |
      softmax | f64[3, 2] | axis=0
      log_softmax | f64[2, 3] |
      mse_loss | f64[2, 3] f64[2, 3] |
      ce_loss | f64[3, 4] i64[3] |
      ce_loss | f64[3, 4] f64[3, 4] |
      matmul | f64[2, 3] f64[3, 2] |
      matmul | f64[3] f64[3, 2] |
      matmul | f64[2, 3] f64[3] |
      matmul | f64[3] f64[3] |
      matmul | f64[2, 1, 2, 3] f64[4, 3, 2] |
      matmul | f64[4, 2, 3] f64[3] |
      matmul | f64[3] f64[4, 3, 2] |
      qmatmul | f64[2, 32] q8_0[3, 32] |
      dot | f64[4] f64[4] |
      outer | f64[2] f64[3] |
      det | f64[2, 3, 3] |
      inv | f64[3, 3] |
      trace | f64[2, 3, 3] |
      solve | f64[3, 3] f64[3] |
      solve | f64[2, 3, 3] f64[2, 3, 2] |
      tril | f64[3, 4] | k=1
      triu | f64[3, 3] |
      transpose | f64[2, 3] |
      transpose | f64[2, 3, 4] | perm=[2, 0, -2]
      reshape | f64[2, 3] | shape=[3, -1]
      broadcast | f64[3, 1] | shape=[2, 3, 4]
      concat | f64[2, 1] f64[2, 3] | axis=1
      stack | f64[2] f64[2] | axis=-1
      split | f64[2, 5] | axis=1, sizes=[2, 3]
      slice | f64[5, 3] | starts=[4], ends=[0], steps=[-2]
      slice | f64[5, 3] | starts=[1, 0], ends=[-1, 2]
      select | f64[2, 3] | axis=1, index=-1
      gather | f64[3, 2] i64[2, 2] |
      gather | f64[2, 3] i64[4] | axis=1
      scatter_add | f64[2, 2, 3] i64[2, 2] | size=3
      embedding | f64[3, 2] i64[4] |
      layernorm | f64[2, 4] |
      layernorm | f64[2, 4] f64[4] f64[4] | eps=0.1
      rmsnorm | f64[2, 4] f64[4] |
      rope | f64[3, 4] | offset=2
      rope | f64[2, 3, 4] | interleaved=true
      attention | f64[3, 4] f64[5, 4] f64[5, 2] |
      attention | f64[3, 4] f64[5, 4] f64[5, 2] | causal=true, scale=0.7
      attention | f64[3, 4] f64[5, 4] f64[5, 2] f64[3, 5] |
      attention | f64[3, 4] f64[5, 4] f64[5, 2] i1[5] |
      attention | f64[2, 3, 4] f64[5, 4] f64[2, 5, 2] |
      attention | f64[4, 3, 2] f64[2, 5, 2] f64[2, 5, 3] |
      attention | f64[2, 3, 8] f64[2, 5, 4] f64[2, 5, 6] | heads=4, kv_heads=2, causal=true
      conv2d | f64[2, 4, 5, 2] f64[3, 2, 3, 2] f64[3] |
      conv2d | f64[1, 5, 5, 2] f64[2, 3, 3, 2] | stride=[2], padding="same"
      conv2d | f64[1, 4, 5, 4] f64[4, 2, 2, 2] | groups=2, dilation=[2, 1], padding=[1, 0, 2, 1]
      conv2d | f64[1, 2, 4, 4] f64[3, 2, 2, 2] | layout="nchw"
      pool | f64[1, 4, 4, 2] |
      pool | f64[1, 4, 5, 2] | kind="avg", window=[3, 2], stride=[1, 2], padding=[1]
      pool | f64[1, 2, 4, 4] | layout="nchw", window=[3], stride=[1], padding="same"
      dropout | f64[8] | p=0.5, seed=3
      collective | f64[3] | kind="all_reduce"
      """
          .lines()
          .toList();

  @ParameterizedTest
  @FieldSource("CASES")
  void agreesWithDifferences(String line) {
    List<String> parts = List.of(line.split("\\|", -1));
    TensorOp op = (TensorOp) Op.parse("tensor." + parts.get(0).trim());
    boolean positive = parts.get(2).contains("positive");
    Attributes attributes = TensorNotation.attributes(positive ? "" : parts.get(2).trim());
    Random random = new Random(line.hashCode());
    List<OracleTensor> operands = new ArrayList<>();
    for (Type type : TensorNotation.types(parts.get(1))) {
      operands.add(made((TensorType) type, random, positive));
    }
    check(op, operands, attributes, random);
  }

  private static void check(
      TensorOp op, List<OracleTensor> operands, Attributes attributes, Random random) {
    List<OracleTensor> results = TensorOracle.apply(op, operands, attributes);
    List<OracleTensor> seeds = new ArrayList<>();
    for (OracleTensor result : results) {
      seeds.add(result.isWhole() ? null : made(result.type(), random, false));
    }
    List<OracleTensor> gradients =
        GradientContext.pull(OracleEngine.INSTANCE, op, attributes, operands, results, seeds);
    for (int i = 0; i < operands.size(); i++) {
      if (!operands.get(i).element().isFloat()) {
        assertNull(gradients.get(i));
        continue;
      }
      assertEquals(operands.get(i).type(), gradients.get(i).type());
      double[] expected = differences(op, operands, i, attributes, seeds);
      double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
      assertArrayEquals(
          expected, gradients.get(i).reals(), TOLERANCE * Math.max(1, largest), "operand " + i);
    }
  }

  /// What the weighted sum of the results changes by for each element of operand `i`.
  private static double[] differences(
      TensorOp op,
      List<OracleTensor> operands,
      int i,
      Attributes attributes,
      List<OracleTensor> seeds) {
    double[] out = new double[operands.get(i).size()];
    for (int at = 0; at < out.length; at++) {
      double up = weighted(op, moved(operands, i, at, STEP), attributes, seeds);
      double down = weighted(op, moved(operands, i, at, -STEP), attributes, seeds);
      out[at] = (up - down) / (2 * STEP);
    }
    return out;
  }

  private static List<OracleTensor> moved(List<OracleTensor> operands, int i, int at, double step) {
    double[] values = operands.get(i).reals();
    values[at] += step;
    List<OracleTensor> copy = new ArrayList<>(operands);
    copy.set(i, OracleTensor.reals(Scalar.F64, operands.get(i).shape(), values));
    return copy;
  }

  private static double weighted(
      TensorOp op, List<OracleTensor> operands, Attributes attributes, List<OracleTensor> seeds) {
    List<OracleTensor> results = TensorOracle.apply(op, operands, attributes);
    double sum = 0;
    for (int r = 0; r < results.size(); r++) {
      for (int k = 0; seeds.get(r) != null && k < results.get(r).size(); k++) {
        sum += results.get(r).real(k) * seeds.get(r).real(k);
      }
    }
    return sum;
  }

  private static OracleTensor made(TensorType type, Random random, boolean positive) {
    long[] shape = OracleTensor.sizes(type);
    int size = Extents.size(shape);
    if (OracleTensor.isWhole(type.element())) {
      return OracleTensor.integers(
          type.element(), shape, random.ints(size, 0, 2).asLongStream().toArray());
    }
    double[] values = new double[size];
    Arrays.setAll(values, i -> positive ? 0.5 + 2 * random.nextDouble() : random.nextGaussian());
    Scalar element = type.element();
    boolean isBlock = element.kind() == Scalar.Kind.BLOCK;
    OracleTensor made = OracleTensor.reals(isBlock ? Scalar.F32 : element, shape, values);
    return made.as(element);
  }

  /// The product rule where one factor is 0, and where two are.
  @Test
  void productsKnowZeros() {
    for (String row : List.of("f64[3]: 2 0 5", "f64[3]: 0 0 5")) {
      check(
          TensorOp.REDUCE_PROD,
          List.of(OracleNotation.tensor(row)),
          Attributes.NONE,
          new Random(1));
    }
  }

  /// Rows whose result is no float or is constant almost everywhere, or that make tensors.
  @Test
  void everyOtherRowHasNoGradient() {
    Set<TensorOp> tested = EnumSet.noneOf(TensorOp.class);
    for (String line : CASES) {
      tested.add((TensorOp) Op.parse("tensor." + line.substring(0, line.indexOf('|')).trim()));
    }
    for (TensorOp op : TensorOp.values()) {
      if (tested.contains(op) != op.isDifferentiable()) {
        fail(op + (tested.contains(op) ? " has no gradient" : "'s gradient is not tested"));
      }
    }
  }

  @Test
  void sumsOverBroadcastAxesInTheOperandsElementType() {
    OracleTensor a = OracleNotation.tensor("f16[2, 1]: 1 2");
    OracleTensor b = OracleNotation.tensor("f32[3]: 1 2 3");
    GradientTape<OracleTensor> tape = new GradientTape<>(OracleEngine.INSTANCE);
    OracleTensor y = tape.apply(TensorOp.MUL, List.of(a, b), Attributes.NONE).getFirst();
    OracleTensor seed = OracleNotation.tensor("f32[2, 3]: 1 1 1 1 1 1");
    assertEquals(
        OracleNotation.tensors("f16[2, 1]: 6 6; f32[3]: 3 3 3"),
        tape.gradients(y, seed, List.of(a, b)));
  }

  /// `d/dx (x·x + exp x) = 2x + exp x`; an input that plays no part gets zeros.
  @Test
  void aTapeAddsUpAllUses() {
    OracleTensor x = OracleNotation.tensor("f64[2]: 3 0");
    OracleTensor other = OracleNotation.tensor("f32[1]: 7");
    GradientTape<OracleTensor> tape = new GradientTape<>(OracleEngine.INSTANCE);
    OracleTensor square = tape.apply(TensorOp.MUL, List.of(x, x), Attributes.NONE).getFirst();
    OracleTensor exp = tape.apply(TensorOp.EXP, List.of(x), Attributes.NONE).getFirst();
    OracleTensor y = tape.apply(TensorOp.ADD, List.of(square, exp), Attributes.NONE).getFirst();
    List<OracleTensor> gradients =
        tape.gradients(y, OracleNotation.tensor("f64[2]: 1 1"), List.of(x, other));
    assertArrayEquals(new double[] {6 + Math.exp(3), 1}, gradients.get(0).reals(), 1e-12);
    assertEquals(OracleNotation.tensor("f32[1]: 0"), gradients.get(1));
  }

  /// `d²/dx² x³ = 6x`, by a tape under the tape.
  @Test
  void gradientsHaveGradients() {
    OracleTensor x = OracleNotation.tensor("f64[]: 2");
    OracleTensor one = OracleNotation.tensor("f64[]: 1");
    GradientTape<OracleTensor> outer = new GradientTape<>(OracleEngine.INSTANCE);
    GradientTape<OracleTensor> inner = new GradientTape<>(outer);
    OracleTensor square = inner.apply(TensorOp.MUL, List.of(x, x), Attributes.NONE).getFirst();
    OracleTensor cube = inner.apply(TensorOp.MUL, List.of(square, x), Attributes.NONE).getFirst();
    OracleTensor slope = inner.gradients(cube, one, List.of(x)).getFirst();
    assertEquals(12, slope.real(0));
    assertEquals(12, outer.gradients(slope, one, List.of(x)).getFirst().real(0));
  }
}
