package org.tosc.rt.tensor.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tosc.rt.tensor.Run.assertClose;
import static org.tosc.rt.tensor.Run.assertFault;
import static org.tosc.rt.tensor.Run.attrs;
import static org.tosc.rt.tensor.Run.op;
import static org.tosc.rt.tensor.Run.random;
import static org.tosc.rt.tensor.Run.shape;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorFault;

final class AttentionTest {
  private static Tensor swapped(Tensor t) {
    long n = t.rank();
    long[] perm = LongStream.range(0, n).map(i -> i < n - 2 ? i : 2 * n - 3 - i).toArray();
    return op("transpose", attrs("perm", perm), t);
  }

  /// The definition, from the other operations.
  private static Tensor reference(Tensor q, Tensor k, Tensor v, Tensor bias) {
    Tensor scores = op("div", op("matmul", q, swapped(k)), Math.sqrt((double) q.dim(q.rank() - 1)));
    return op("matmul", op("softmax", op("add", scores, bias)), v);
  }

  private static final Tensor NONE = Tensor.scalar(DType.F64, 0L);

  @Test
  void attentionIsSoftmaxOfScoresTimesValues() {
    Tensor q = random(1, DType.F64, 2, 3, 5, 4);
    Tensor k = random(2, DType.F64, 2, 3, 7, 4);
    Tensor v = random(3, DType.F64, 2, 3, 7, 6);
    Tensor out = op("attention", q, k, v);
    assertArrayEquals(shape(2, 3, 5, 6), out.shape());
    assertClose(reference(q, k, v, NONE).toDoubles(), out, 1e-13);
    Tensor scaled = op("attention", attrs("scale", 1.0), q, k, v);
    assertClose(reference(op("mul", q, 2L), k, v, NONE).toDoubles(), scaled, 1e-13);
  }

  @Test
  void causalQueriesSeeEarlierKeys() {
    Tensor q = random(1, DType.F64, 3, 4);
    Tensor k = random(2, DType.F64, 5, 4);
    Tensor v = random(3, DType.F64, 5, 2);
    Tensor hidden = op("full", attrs("shape", shape(3, 5), "value", Double.NEGATIVE_INFINITY));
    Tensor bias = op("triu", attrs("k", 3L), hidden);
    double[] expected = reference(q, k, v, op("where", op("eq", bias, 0L), NONE, bias)).toDoubles();
    assertClose(expected, op("attention", attrs("causal", true), q, k, v), 1e-13);
  }

  @Test
  void masksHideOrBias() {
    Tensor q = random(1, DType.F64, 2, 3, 4);
    Tensor k = random(2, DType.F64, 2, 3, 4);
    Tensor v = random(3, DType.F64, 2, 3, 2);
    Tensor bias = random(4, DType.F64, 3, 3);
    assertClose(reference(q, k, v, bias).toDoubles(), op("attention", q, k, v, bias), 1e-13);
    Tensor mask = Tensor.of(List.of(true, false, true), null);
    Tensor hide = Tensor.of(0, Double.NEGATIVE_INFINITY, 0);
    assertClose(reference(q, k, v, hide).toDoubles(), op("attention", q, k, v, mask), 1e-13);
    Tensor none = Tensor.of(List.of(false, false, false), null);
    assertArrayEquals(new double[12], op("attention", q, k, v, none).toDoubles());
  }

  @Test
  void groupedQueriesShareKeys() {
    Tensor q = random(1, DType.F64, 2, 6, 3, 4);
    Tensor k = random(2, DType.F64, 2, 2, 5, 4);
    Tensor v = random(3, DType.F64, 2, 2, 5, 4);
    Tensor ids = Tensor.ofLongs(DType.I64, shape(6), new long[] {0, 0, 0, 1, 1, 1});
    Tensor wideK = op("gather", attrs("axis", 1L), k, ids);
    Tensor wideV = op("gather", attrs("axis", 1L), v, ids);
    double[] expected = reference(q, wideK, wideV, NONE).toDoubles();
    assertClose(expected, op("attention", q, k, v), 1e-13);
    Tensor flat =
        op("attention", attrs("heads", 6L, "kv_heads", 2L), merged(q), merged(k), merged(v));
    assertArrayEquals(shape(2, 3, 24), flat.shape());
    assertTrue(merged(op("attention", q, k, v)).contentEquals(flat));
  }

  /// `[b, h, s, d]` to `[b, s, h·d]`.
  private static Tensor merged(Tensor t) {
    Tensor rows = op("transpose", attrs("perm", shape(0, 2, 1, 3)), t);
    return op("reshape", attrs("shape", shape(rows.dim(0), rows.dim(1), -1)), rows);
  }

  @Test
  void keysOfOneBatchServeAll() {
    Tensor q = random(1, DType.F64, 4, 3, 2);
    Tensor k = random(2, DType.F64, 5, 2);
    Tensor v = random(3, DType.F64, 5, 2);
    assertClose(reference(q, k, v, NONE).toDoubles(), op("attention", q, k, v), 1e-13);
  }

  @Test
  void shapesAreNamed() {
    assertFault(
        TensorFault.Kind.SHAPE,
        "`attention` cannot combine queries [3, 4], keys [3, 5] and values [3, 5]: the last axes of"
            + " queries (4) and keys (5) differ",
        "attention",
        Map.of(),
        random(1, DType.F32, 3, 4),
        random(1, DType.F32, 3, 5),
        random(1, DType.F32, 3, 5));
    assertFault(
        TensorFault.Kind.SHAPE,
        "`attention` cannot split axis 1 of shape [3, 4] into 3 heads",
        "attention",
        attrs("heads", 3L),
        random(1, DType.F32, 3, 4),
        random(1, DType.F32, 3, 4),
        random(1, DType.F32, 3, 4));
  }

  @Test
  void ropeTurnsPairs() {
    Tensor x = random(1, DType.F64, 2, 3, 4);
    for (boolean interleaved : new boolean[] {false, true}) {
      Tensor out = op("rope", attrs("interleaved", interleaved, "offset", 5L, "base", 100.0), x);
      double[] expected = new double[(int) x.size()];
      for (int row = 0; row < 6; row++) {
        for (int i = 0; i < 2; i++) {
          int a = row * 4 + (interleaved ? 2 * i : i);
          int b = interleaved ? a + 1 : a + 2;
          double angle = (5 + row % 3) * (i == 0 ? 1 : 0.1);
          double c = StrictMath.cos(angle);
          double s = StrictMath.sin(angle);
          expected[a] = x.getDouble(a) * c - x.getDouble(b) * s;
          expected[b] = x.getDouble(a) * s + x.getDouble(b) * c;
        }
      }
      assertClose(expected, out, 1e-13);
    }
    assertEquals(DType.F16, op("rope", random(1, DType.F16, 2, 4)).dtype());
    assertFault(
        TensorFault.Kind.SHAPE,
        "`rope` takes shape [..., seq, dim] with an even dim, found [2, 3]",
        "rope",
        Map.of(),
        random(1, DType.F32, 2, 3));
  }
}
