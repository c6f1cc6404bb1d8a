package org.tosc.rt.tensor.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tosc.rt.tensor.Run.assertClose;
import static org.tosc.rt.tensor.Run.assertTensor;
import static org.tosc.rt.tensor.Run.attrs;
import static org.tosc.rt.tensor.Run.fault;
import static org.tosc.rt.tensor.Run.list;
import static org.tosc.rt.tensor.Run.op;
import static org.tosc.rt.tensor.Run.random;
import static org.tosc.rt.tensor.Run.shape;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorFault;

final class OrderingTest {
  private static final double NAN = Double.NaN;

  @Test
  void sortOrdersLanesAndPutsNanLast() {
    Tensor t = Tensor.of(3, NAN, -1, 2);
    assertTensor(DType.F32, shape(4), op("sort", t), -1, 2, 3, NAN);
    assertTensor(DType.F32, shape(4), op("sort", attrs("descending", true), t), NAN, 3, 2, -1);
    Tensor m = Tensor.of(new double[] {3, 1, 2, 4}, 2, 2);
    assertTensor(DType.F32, shape(2, 2), op("sort", attrs("axis", 0L), m), 2, 1, 3, 4);
    Tensor large = random(1, DType.F64, 1000);
    assertTensor(
        DType.F64,
        shape(1000),
        op("sort", large),
        Arrays.stream(large.toDoubles()).sorted().toArray());
    Tensor exact = Tensor.ofLongs(DType.I64, shape(2), new long[] {(1L << 60) + 1, 1L << 60});
    assertEquals(1L << 60, op("sort", exact).getLong(0));
    assertTensor(DType.F32, shape(2), op("sort", Tensor.of(0.0, -0.0)), 0.0, -0.0);
  }

  @Test
  void topkGivesValuesAndIndices() {
    Tensor t = Tensor.of(new double[] {1, 5, 5, 2, 9, 0, 9, 3}, 2, 4);
    List<Tensor> top = list("topk", attrs("k", 2L), t);
    assertTensor(DType.F32, shape(2, 2), top.get(0), 5, 5, 9, 9);
    assertTensor(DType.I64, shape(2, 2), top.get(1), 1, 2, 0, 2);
    List<Tensor> columns = list("topk", attrs("k", 1L, "axis", 0L), t);
    assertTensor(DType.F32, shape(1, 4), columns.get(0), 9, 5, 9, 3);
    assertTensor(DType.I64, shape(1, 4), columns.get(1), 1, 0, 1, 1);
    TensorFault fault = fault("topk", attrs("k", 5L), t);
    assertEquals("`topk` of axis 1 of shape [2, 4] takes k from 0 to 4, found 5", fault.text());
    Tensor cube = random(2, DType.F64, 3, 5, 2);
    Tensor sorted = op("sort", attrs("axis", 1L, "descending", true), cube);
    Tensor expected = op("slice", attrs("ends", shape(3, 3)), sorted);
    assertTrue(expected.contentEquals(list("topk", attrs("k", 3L, "axis", 1L), cube).get(0)));
  }

  @Test
  void cumsumRuns() {
    Tensor t = Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3);
    assertTensor(DType.F32, shape(2, 3), op("cumsum", t), 1, 3, 6, 4, 9, 15);
    assertTensor(DType.F32, shape(2, 3), op("cumsum", attrs("axis", 0L), t), 1, 2, 3, 5, 7, 9);
    Tensor bools = Tensor.of(List.of(true, true, false, true), null);
    assertTensor(DType.I64, shape(4), op("cumsum", bools), 1, 2, 2, 3);
    Tensor ones = op("full", attrs("shape", shape(3000), "value", 1L, "dtype", "f16"));
    assertEquals(3000, op("cumsum", ones).getDouble(2999));
  }

  @Test
  void lossesAreMeans() {
    Tensor a = Tensor.of(1, 2, 4);
    assertTensor(DType.F32, shape(), op("mse_loss", a, Tensor.of(1, 4, 1)), (float) (13.0 / 3));
    Tensor logits = random(1, DType.F64, 4, 3);
    Tensor target = Tensor.ofLongs(DType.I64, shape(4), new long[] {2, 0, 1, 1});
    Tensor log = op("log", op("softmax", logits));
    double expected = 0;
    for (int i = 0; i < 4; i++) {
      expected -= log.getDouble(i * 3L + target.getLong(i)) / 4;
    }
    assertClose(new double[] {expected}, op("ce_loss", logits, target), 1e-14);
    Tensor hot = op("one_hot", attrs("depth", 3L), target);
    assertClose(new double[] {expected}, op("ce_loss", logits, hot), 1e-14);
    assertEquals(
        TensorFault.Kind.INDEX, fault("ce_loss", attrs(), logits, op("add", target, 2L)).kind());
    assertEquals(
        "`mse_loss` cannot compare shapes [3] and [4, 3]: they have one shape",
        fault("mse_loss", attrs(), a, logits).text());
    assertEquals(
        "`ce_loss` cannot compare shapes [4, 3] and [3]: float targets have the shape of the"
            + " logits",
        fault("ce_loss", attrs(), logits, a).text());
  }
}
