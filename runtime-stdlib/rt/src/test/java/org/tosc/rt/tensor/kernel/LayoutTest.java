package org.tosc.rt.tensor.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tosc.rt.tensor.Run.assertFault;
import static org.tosc.rt.tensor.Run.assertTensor;
import static org.tosc.rt.tensor.Run.at;
import static org.tosc.rt.tensor.Run.attrs;
import static org.tosc.rt.tensor.Run.fault;
import static org.tosc.rt.tensor.Run.index;
import static org.tosc.rt.tensor.Run.integers;
import static org.tosc.rt.tensor.Run.list;
import static org.tosc.rt.tensor.Run.op;
import static org.tosc.rt.tensor.Run.random;
import static org.tosc.rt.tensor.Run.shape;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Slice;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorFault;

final class LayoutTest {
  private static final List<DType> SCALARS =
      Arrays.stream(DType.values()).filter(d -> !d.isBlock()).toList();

  private static Tensor counting(DType dtype, long... shape) {
    return integers(1, dtype, 0, dtype == DType.BOOL ? 2 : 7, shape);
  }

  @Test
  void transposeReordersAxesOfEveryDtype() {
    for (DType dtype : SCALARS) {
      Tensor t = counting(dtype, 2, 3, 4);
      Tensor out = op("transpose", attrs("perm", shape(2, 0, -2)), t);
      assertArrayEquals(shape(4, 2, 3), out.shape());
      for (int i = 0; i < out.size(); i++) {
        long[] to = index(i, out.shape());
        assertEquals(at(t, to[1], to[2], to[0]), out.getDouble(i));
      }
      assertTrue(t.contentEquals(op("transpose", op("transpose", t))));
    }
    assertArrayEquals(shape(3, 2), op("transpose", random(1, DType.F32, 2, 3)).shape());
    assertEquals(
        "`transpose` orders all axes of shape [2, 3] once, found [0, 0]",
        fault("transpose", attrs("perm", shape(0, 0)), random(1, DType.F32, 2, 3)).text());
  }

  @Test
  void reshapeKeepsTheOrder() {
    Tensor t = random(1, DType.F32, 2, 6);
    assertArrayEquals(shape(3, 4), op("reshape", attrs("shape", shape(3, -1)), t).shape());
    assertArrayEquals(t.toDoubles(), op("reshape", attrs("shape", List.of(12L)), t).toDoubles());
    assertFault(
        TensorFault.Kind.SHAPE,
        "cannot reshape [2, 6] (12 elements) to [5, -1]",
        "reshape",
        attrs("shape", shape(5, -1)),
        t);
    assertEquals(
        "cannot reshape [2, 6] (12 elements) to [-1, -1]: at most one size may be -1",
        fault("reshape", attrs("shape", shape(-1, -1)), t).text());
    assertEquals(
        TensorFault.Kind.SHAPE,
        fault("reshape", attrs("shape", shape(0, -1)), random(1, DType.F32, 0)).kind());
  }

  @Test
  void resultsShareNoStorageWithOperands() {
    Tensor t = random(1, DType.F32, 2, 2);
    for (Tensor out :
        List.of(
            op("reshape", attrs("shape", shape(2, 2)), t),
            op("broadcast", attrs("shape", shape(2, 2)), t),
            op("cast", attrs("dtype", "f32"), t),
            op("clip", t),
            op("slice", t),
            op("concat", List.of(t)),
            op("dropout", attrs("train", false), t))) {
      double before = t.getDouble(0);
      out.setAt(shape(0, 0), 99L);
      assertEquals(before, t.getDouble(0));
    }
  }

  @Test
  void broadcastRepeats() {
    Tensor t = Tensor.of(new double[] {1, 2}, 2, 1);
    assertTensor(
        DType.F32, shape(2, 3), op("broadcast", attrs("shape", shape(2, 3)), t), 1, 1, 1, 2, 2, 2);
    assertFault(
        TensorFault.Kind.SHAPE,
        "`broadcast` cannot broadcast shape [2, 1] to [3, 3]",
        "broadcast",
        attrs("shape", shape(3, 3)),
        t);
  }

  @Test
  void slicesFollowPython() {
    Tensor t = op("iota", attrs("n", 10L));
    long from = Slice.FROM_FIRST;
    long to = Slice.TO_LAST;
    Object[][] rows = {
      {2L, 5L, 1L, "2 3 4"},
      {-3L, to, 1L, "7 8 9"},
      {from, -7L, 1L, "0 1 2"},
      {from, to, 3L, "0 3 6 9"},
      {from, to, -1L, "9 8 7 6 5 4 3 2 1 0"},
      {8L, 2L, -3L, "8 5"},
      {5L, 5L, 1L, ""},
      {5L, 2L, 1L, ""},
      {0L, 10L, 4L, "0 4 8"},
      {from, 0L, -4L, "9 5 1"},
    };
    for (Object[] row : rows) {
      Tensor out =
          op(
              "slice",
              attrs("starts", List.of(row[0]), "ends", List.of(row[1]), "steps", List.of(row[2])),
              t);
      String found =
          String.join(" ", Arrays.stream(out.toLongs()).mapToObj(Long::toString).toList());
      assertEquals(row[3], found);
    }
    assertEquals(TensorFault.Kind.INDEX, fault("slice", attrs("starts", shape(11)), t).kind());
    assertEquals(TensorFault.Kind.VALUE, fault("slice", attrs("steps", shape(0)), t).kind());
    assertEquals(
        "slice bound 11 is outside axis 0 of shape [10], which has 10 elements",
        fault("slice", attrs("ends", shape(11)), t).text());
    Tensor absent =
        op(
            "slice",
            attrs("starts", Arrays.asList(null, 1L), "ends", Arrays.asList(null, null)),
            random(1, DType.F32, 2, 3));
    assertArrayEquals(shape(2, 2), absent.shape());
  }

  @Test
  void slicesOfSeveralAxesCombine() {
    for (DType dtype : SCALARS) {
      Tensor t = counting(dtype, 3, 4, 5);
      Tensor out =
          op("slice", attrs("starts", shape(1, 3), "ends", shape(3, 0), "steps", shape(1, -2)), t);
      assertArrayEquals(shape(2, 2, 5), out.shape());
      for (int i = 0; i < out.size(); i++) {
        long[] to = index(i, out.shape());
        assertEquals(at(t, 1 + to[0], 3 - 2 * to[1], to[2]), out.getDouble(i));
      }
    }
  }

  @Test
  void indexesRemoveAxes() {
    Tensor t = op("reshape", attrs("shape", shape(2, 3)), op("iota", attrs("n", 6L)));
    assertTensor(DType.F32, shape(3), op("index", t, -1L), 3, 4, 5);
    assertTensor(DType.F32, shape(), op("index", t, 1L, 2L), 5);
    assertTensor(DType.F32, shape(3), op("index", attrs("index", 0L), t), 0, 1, 2);
    assertTensor(DType.F32, shape(2), op("select", attrs("axis", 1L, "index", 1L), t), 1, 4);
    Tensor rows = Tensor.ofLongs(DType.I64, shape(3), new long[] {1, 0, -1});
    assertTensor(DType.F32, shape(3, 3), op("index", t, rows), 3, 4, 5, 0, 1, 2, 3, 4, 5);
    assertTensor(DType.F32, shape(2), op("index", t, op("gt", t, 3L)), 4, 5);
    Tensor lines = Tensor.of(List.of(false, true), null);
    assertTensor(DType.F32, shape(1, 3), op("index", t, lines), 3, 4, 5);
    assertFault(
        TensorFault.Kind.INDEX,
        "index 2 is outside axis 0 of shape [2, 3], which has 2 elements",
        "index",
        Map.of(),
        t,
        2L);
    assertEquals(TensorFault.Kind.INDEX, fault("index", Map.of(), Tensor.of(1), 0L, 0L).kind());
  }

  @Test
  void concatJoinsAndSplitCuts() {
    for (DType dtype : SCALARS) {
      Tensor t = counting(dtype, 2, 5, 3);
      for (int axis = 0; axis < 3; axis++) {
        long size = t.dim(axis);
        long[] sizes = {1, size - 2, 1};
        List<Tensor> parts = list("split", attrs("axis", axis - 3L, "sizes", sizes), t);
        if (size > 2) {
          assertEquals(size - 2, parts.get(1).dim(axis));
        }
        assertTrue(t.contentEquals(op("concat", attrs("axis", (long) axis), parts)));
      }
    }
    assertEquals(
        List.of(2L, 2L),
        list("split", attrs("sizes", 2L), random(1, DType.F32, 4)).stream()
            .map(Tensor::size)
            .toList());
    assertEquals(DType.F32, op("concat", random(1, DType.F32, 2), random(1, DType.F16, 2)).dtype());
  }

  @Test
  void joinsNameTheShapeThatDiffers() {
    assertFault(
        TensorFault.Kind.SHAPE,
        "`concat` along axis 0 takes tensors that agree in the other axes: the first has shape [2,"
            + " 3], number 2 has [2, 4]",
        "concat",
        attrs("axis", 0L),
        random(1, DType.F32, 2, 3),
        random(1, DType.F32, 2, 4));
    assertEquals(
        "`split` sizes [1, 1] do not add up to axis 0 of shape [3] (3)",
        fault("split", attrs("sizes", shape(1, 1)), random(1, DType.F32, 3)).text());
    assertEquals(
        TensorFault.Kind.SHAPE, fault("split", attrs("sizes", 2L), random(1, DType.F32, 3)).kind());
    assertEquals(TensorFault.Kind.VALUE, fault("concat", Map.of(), List.of()).kind());
  }

  @Test
  void stackAddsAnAxis() {
    Tensor a = Tensor.of(1, 2);
    Tensor b = Tensor.of(3, 4);
    assertTensor(DType.F32, shape(2, 2), op("stack", List.of(a, b)), 1, 2, 3, 4);
    assertTensor(
        DType.F32, shape(2, 2), op("stack", attrs("axis", -1L), List.of(a, b)), 1, 3, 2, 4);
    assertEquals(TensorFault.Kind.SHAPE, fault("stack", Map.of(), List.of(a, Tensor.of(1))).kind());
  }

  @Test
  void trianglesZeroTheRest() {
    Tensor t = op("full", attrs("shape", shape(2, 3), "value", 1L));
    assertTensor(DType.F32, shape(2, 3), op("tril", t), 1, 0, 0, 1, 1, 0);
    assertTensor(DType.F32, shape(2, 3), op("triu", t), 1, 1, 1, 0, 1, 1);
    assertTensor(DType.F32, shape(2, 3), op("tril", attrs("k", 1L), t), 1, 1, 0, 1, 1, 1);
    assertTensor(DType.F32, shape(2, 3), op("triu", attrs("k", 2L), t), 0, 0, 1, 0, 0, 0);
  }
}
