package org.tosc.rt.tensor.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tosc.rt.tensor.Run.assertClose;
import static org.tosc.rt.tensor.Run.assertFault;
import static org.tosc.rt.tensor.Run.assertTensor;
import static org.tosc.rt.tensor.Run.attrs;
import static org.tosc.rt.tensor.Run.fault;
import static org.tosc.rt.tensor.Run.index;
import static org.tosc.rt.tensor.Run.integers;
import static org.tosc.rt.tensor.Run.op;
import static org.tosc.rt.tensor.Run.random;
import static org.tosc.rt.tensor.Run.shape;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Shapes;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorFault;

final class ReductionsTest {
  private static final Map<String, ToDoubleFunction<List<Double>>> MEANING =
      Map.ofEntries(
          Map.entry("reduce_sum", x -> x.stream().mapToDouble(v -> v).sum()),
          Map.entry("reduce_mean", x -> x.stream().mapToDouble(v -> v).sum() / x.size()),
          Map.entry("reduce_prod", x -> x.stream().reduce(1.0, (a, b) -> a * b)),
          Map.entry("reduce_max", Collections::max),
          Map.entry("reduce_min", Collections::min),
          Map.entry("reduce_any", x -> x.stream().anyMatch(v -> v != 0) ? 1 : 0),
          Map.entry("reduce_all", x -> x.stream().allMatch(v -> v != 0) ? 1 : 0),
          Map.entry("norm", x -> Math.sqrt(x.stream().mapToDouble(v -> v * v).sum())));

  private static final long[][] AXES = {
    {}, {0}, {1}, {2}, {-1}, {0, 1}, {1, 2}, {0, 2}, {2, 0}, {0, 1, 2}
  };

  /// Groups the elements by the indexes that stay.
  private static Map<Long, List<Double>> groups(Tensor t, long[] axes) {
    TreeMap<Long, List<Double>> groups = new TreeMap<>();
    for (int i = 0; i < t.size(); i++) {
      long[] at = index(i, t.shape());
      for (long axis : axes) {
        at[(int) (axis < 0 ? axis + t.rank() : axis)] = 0;
      }
      long key = 0;
      for (int k = 0; k < at.length; k++) {
        key = key * t.dim(k) + at[k];
      }
      groups.computeIfAbsent(key, k -> new ArrayList<>()).add(t.getDouble(i));
    }
    return groups;
  }

  @Test
  void reductionsFollowTheirDefinitions() {
    for (var row : MEANING.entrySet()) {
      for (long[] axes : AXES) {
        for (DType dtype : List.of(DType.F32, DType.F64, DType.F16)) {
          Tensor t = random(7, dtype, 3, 2, 4);
          double[] expected =
              groups(t, axes.length == 0 ? new long[] {0, 1, 2} : axes).values().stream()
                  .mapToDouble(row.getValue())
                  .toArray();
          Tensor out =
              axes.length == 0 ? op(row.getKey(), t) : op(row.getKey(), attrs("axis", axes), t);
          assertClose(expected, out, dtype == DType.F16 ? 1e-3 : 1e-6);
        }
      }
    }
  }

  @Test
  void keptAxesHaveSizeOne() {
    Tensor t = random(1, DType.F32, 3, 2, 4);
    assertArrayEquals(
        shape(3, 1, 4), op("reduce_sum", attrs("axis", 1L, "keepdims", true), t).shape());
    assertArrayEquals(
        shape(1, 2, 1),
        op("reduce_max", attrs("axis", List.of(0L, 2L), "keepdims", true), t).shape());
    assertArrayEquals(shape(1, 1, 1), op("reduce_mean", attrs("keepdims", true), t).shape());
    assertArrayEquals(shape(), op("reduce_sum", t).shape());
    assertTensor(DType.F32, shape(), op("reduce_sum", Tensor.scalar(DType.F32, 3L)), 3);
  }

  @Test
  void longSumsStayAccurate() {
    int n = 1 << 20;
    Tensor tenths = op("full", attrs("shape", shape(n), "value", 0.1));
    double exact = n * (double) 0.1f;
    assertEquals(exact, op("reduce_sum", tenths).getDouble(0), exact * 1e-6);
    Tensor columns = op("reshape", attrs("shape", shape(n / 2, 2)), tenths);
    assertEquals(
        exact / 2, op("reduce_sum", attrs("axis", 0L), columns).getDouble(1), exact * 1e-6);
    for (int size : new int[] {0, 1, 3, 4, 127, 128, 129, 255, 256, 257, 1000}) {
      Tensor ones = op("full", attrs("shape", shape(size), "value", 1L));
      assertEquals(size, op("reduce_sum", ones).getDouble(0));
      Tensor pairs = op("full", attrs("shape", shape(size, 2), "value", 1L));
      assertTensor(DType.F32, shape(2), op("reduce_sum", attrs("axis", 0L), pairs), size, size);
    }
  }

  @Test
  void integersAndBooleansSumToIntegers() {
    Tensor t = integers(1, DType.I8, 100, 127, 50);
    Tensor sum = op("reduce_sum", t);
    assertEquals(DType.I64, sum.dtype());
    assertTrue(sum.getLong(0) > 5000);
    assertEquals(DType.I8, op("reduce_max", t).dtype());
    assertEquals(DType.F32, op("reduce_mean", t).dtype());
    Tensor bools = Tensor.of(List.of(true, false, true), null);
    assertTensor(DType.I64, shape(), op("reduce_sum", bools), 2);
    assertTensor(DType.BOOL, shape(), op("reduce_max", bools), 1);
    Tensor big = Tensor.ofLongs(DType.I64, shape(2), new long[] {Long.MAX_VALUE, 1});
    assertEquals(TensorFault.Kind.OVERFLOW, fault("reduce_sum", Map.of(), big).kind());
  }

  @Test
  void nothingHasASumButNoMaximum() {
    Tensor none = op("full", attrs("shape", shape(0, 2), "value", 0L));
    assertTensor(DType.F32, shape(2), op("reduce_sum", attrs("axis", 0L), none), 0, 0);
    assertTensor(DType.F32, shape(), op("reduce_prod", none), 1);
    assertTensor(
        DType.F32, shape(2), op("reduce_mean", attrs("axis", 0L), none), Double.NaN, Double.NaN);
    assertFault(
        TensorFault.Kind.VALUE,
        "`reduce_max` of no elements has no value",
        "reduce_max",
        attrs("axis", 0L),
        none);
    assertArrayEquals(shape(0), op("argmax", attrs("axis", 1L), none).shape());
  }

  @Test
  void argumentsAreTheFirstExtreme() {
    Tensor t = Tensor.of(new double[] {3, 7, 7, 1, 1, 2}, 2, 3);
    assertTensor(DType.I64, shape(2), op("argmax", attrs("axis", 1L), t), 1, 2);
    assertTensor(DType.I64, shape(2), op("argmin", attrs("axis", -1L), t), 0, 0);
    assertTensor(DType.I64, shape(3), op("argmax", attrs("axis", 0L), t), 0, 0, 0);
    assertTensor(DType.I64, shape(), op("argmin", t), 3);
    assertTensor(DType.I64, shape(), op("argmax", Tensor.of(1, Double.NaN, 5, Double.NaN)), 1);
    assertTensor(DType.I64, shape(), op("argmin", Tensor.of(1, -5, Double.NaN)), 2);
    Tensor large = Tensor.ofLongs(DType.I64, shape(2), new long[] {(1L << 60), (1L << 60) + 1});
    assertTensor(DType.I64, shape(), op("argmax", large), 1);
  }

  @Test
  void notANumberSpreads() {
    Tensor t = Tensor.of(1, Double.NaN, 3);
    assertTensor(DType.F32, shape(), op("reduce_max", t), Double.NaN);
    assertTensor(DType.F32, shape(), op("reduce_min", t), Double.NaN);
  }

  @Test
  void axesAreChecked() {
    Tensor t = random(1, DType.F32, 2, 3);
    assertFault(
        TensorFault.Kind.SHAPE,
        "`reduce_sum` has no axis 2 in shape [2, 3], whose axes are 0 to 1",
        "reduce_sum",
        attrs("axis", 2L),
        t);
    assertEquals(
        TensorFault.Kind.VALUE, fault("reduce_sum", attrs("axis", shape(0, -2)), t).kind());
    assertEquals(0, Shapes.size(shape(0)));
  }
}
