package org.tosc.rt.tensor.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.tosc.rt.tensor.Run.assertFault;
import static org.tosc.rt.tensor.Run.assertTensor;
import static org.tosc.rt.tensor.Run.at;
import static org.tosc.rt.tensor.Run.attrs;
import static org.tosc.rt.tensor.Run.fault;
import static org.tosc.rt.tensor.Run.index;
import static org.tosc.rt.tensor.Run.integers;
import static org.tosc.rt.tensor.Run.op;
import static org.tosc.rt.tensor.Run.random;
import static org.tosc.rt.tensor.Run.shape;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorFault;

final class GatheringTest {
  @Test
  void gatherTakesSlicesAlongAnAxis() {
    Tensor data = random(1, DType.F32, 3, 4, 2);
    Tensor ids = integers(2, DType.I32, -4, 4, 2, 5);
    Tensor out = op("gather", attrs("axis", 1L), data, ids);
    assertArrayEquals(shape(3, 2, 5, 2), out.shape());
    for (int i = 0; i < out.size(); i++) {
      long[] to = index(i, out.shape());
      long id = (long) at(ids, to[1], to[2]);
      assertEquals(at(data, to[0], id < 0 ? id + 4 : id, to[3]), out.getDouble(i));
    }
  }

  @Test
  void scatterAddIsTheTransposeOfGather() {
    // <gather(x), y> = <x, scatter_add(y)> for all x and y.
    for (long axis = 0; axis < 3; axis++) {
      Tensor x = random(1, DType.F64, 3, 4, 2);
      Tensor ids = integers(2, DType.I64, 0, 2, 2, 5);
      Tensor gathered = op("gather", attrs("axis", axis), x, ids);
      Tensor y = random(3, DType.F64, gathered.shape());
      Tensor back = op("scatter_add", attrs("axis", axis, "size", x.dim((int) axis)), y, ids);
      assertArrayEquals(x.shape(), back.shape());
      double left = op("reduce_sum", op("mul", gathered, y)).getDouble(0);
      double right = op("reduce_sum", op("mul", x, back)).getDouble(0);
      assertEquals(left, right, 1e-12);
    }
  }

  @Test
  void embeddingTakesRows() {
    Tensor table = Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, 3, 2);
    Tensor ids = Tensor.ofLongs(DType.I64, shape(3), new long[] {2, 0, 2});
    assertTensor(DType.F32, shape(3, 2), op("embedding", table, ids), 5, 6, 1, 2, 5, 6);
    assertFault(
        TensorFault.Kind.INDEX,
        "index 3 is outside axis 0 of shape [3, 2], which has 3 elements",
        "embedding",
        Map.of(),
        table,
        3L);
    assertEquals(
        "`embedding` takes integer indexes as operand 2, found f32",
        fault("embedding", Map.of(), table, Tensor.of(1)).text());
    assertEquals(TensorFault.Kind.SHAPE, fault("embedding", Map.of(), Tensor.of(1), ids).kind());
  }

  @Test
  void oneHotMarksTheIndex() {
    Tensor ids = Tensor.ofLongs(DType.I64, shape(2), new long[] {2, 0});
    assertTensor(DType.F32, shape(2, 3), op("one_hot", attrs("depth", 3L), ids), 0, 0, 1, 1, 0, 0);
    assertTensor(
        DType.BOOL,
        shape(1, 2),
        op(
            "one_hot",
            attrs("depth", 2L, "dtype", "bool"),
            Tensor.ofLongs(DType.U8, shape(1), new long[] {1})),
        0,
        1);
    assertEquals(TensorFault.Kind.INDEX, fault("one_hot", attrs("depth", 2L), ids).kind());
  }
}
