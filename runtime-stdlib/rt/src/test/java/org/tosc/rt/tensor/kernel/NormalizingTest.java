package org.tosc.rt.tensor.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.tosc.rt.tensor.Run.assertClose;
import static org.tosc.rt.tensor.Run.assertFault;
import static org.tosc.rt.tensor.Run.assertTensor;
import static org.tosc.rt.tensor.Run.attrs;
import static org.tosc.rt.tensor.Run.fault;
import static org.tosc.rt.tensor.Run.op;
import static org.tosc.rt.tensor.Run.random;
import static org.tosc.rt.tensor.Run.shape;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorFault;

final class NormalizingTest {
  @Test
  void softmaxIsExpOverItsSum() {
    for (long axis = 0; axis < 3; axis++) {
      Tensor x = random(1, DType.F64, 3, 4, 5);
      Tensor e = op("exp", x);
      Tensor sum = op("reduce_sum", attrs("axis", axis, "keepdims", true), e);
      Tensor expected = op("div", e, sum);
      assertClose(expected.toDoubles(), op("softmax", attrs("axis", axis), x), 1e-14);
      assertClose(
          op("log", expected).toDoubles(), op("log_softmax", attrs("axis", axis), x), 1e-14);
    }
    assertEquals(DType.F16, op("softmax", random(1, DType.F16, 4)).dtype());
  }

  @Test
  void softmaxDoesNotOverflow() {
    Tensor x = Tensor.of(1000, 1000, Double.NEGATIVE_INFINITY);
    assertTensor(DType.F32, shape(3), op("softmax", x), 0.5, 0.5, 0);
    assertClose(
        new double[] {-Math.log(2), -Math.log(2), Double.NEGATIVE_INFINITY},
        op("log_softmax", x),
        1e-6);
  }

  @Test
  void layernormHasMeanZeroAndVarianceOne() {
    Tensor x = op("randn", attrs("shape", shape(4, 64), "seed", 1L, "dtype", "f64"));
    Tensor out = op("layernorm", attrs("eps", 0.0), x);
    Tensor mean = op("reduce_mean", attrs("axis", 1L), out);
    Tensor variance = op("reduce_mean", attrs("axis", 1L), op("mul", out, out));
    assertClose(new double[4], mean, 1e-14);
    assertClose(new double[] {1, 1, 1, 1}, variance, 1e-13);
  }

  @Test
  void normsScaleAndShift() {
    Tensor x = Tensor.of(new double[] {1, 2, 3, 4}, 1, 4);
    Tensor gamma = Tensor.of(1, 2, 3, 4);
    Tensor beta = Tensor.of(10, 20, 30, 40);
    double s = 1 / Math.sqrt(1.25 + 1e-5);
    assertClose(
        new double[] {10 - 1.5 * s, 20 - 1 * s, 30 + 1.5 * s, 40 + 6 * s},
        op("layernorm", x, gamma, beta),
        1e-6);
    double r = 1 / Math.sqrt(7.5 + 1e-6);
    assertClose(new double[] {r, 4 * r, 9 * r, 16 * r}, op("rmsnorm", x, gamma), 1e-6);
    assertFault(
        TensorFault.Kind.SHAPE,
        "`layernorm` over the last axis of [1, 4] takes weights of shape [4], found [3]",
        "layernorm",
        Map.of(),
        x,
        Tensor.of(1, 2, 3));
    assertEquals(TensorFault.Kind.SHAPE, fault("rmsnorm", Map.of(), 3.0).kind());
  }
}
