package org.tosc.rt.tensor.kernel;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Raw;
import org.tosc.rt.tensor.Shapes;
import org.tosc.rt.tensor.Strided;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorFault;

/// `attention(q, k, v, mask?)`: `softmax(q·kᵀ·scale + mask) · v` over the last two axes, `q` `[…,
/// s, d]`, `k` `[…, t, d]`, `v` `[…, t, e]`, computed in binary64 and rounded once.
///
/// - `scale`: default `1/√d`.
/// - `causal`: query `i` sees keys up to `i + (t - s)`, so that the last query sees all, as with a
///   cache of earlier keys.
/// - `mask`: bool (true where a query may see a key) or added to the scores; broadcasts to `[…, s,
///   t]`. A query that sees nothing gives zeros.
/// - Leading axes broadcast; along axis -3 the heads of `q` may be a multiple of those of `k` and
///   `v` (grouped queries: query head `h` uses key head `h / (heads / kv_heads)`).
/// - `heads`, `kv_heads`: `q` is `[…, s, heads·d]`, `k` and `v` are `[…, t, kv_heads·d]`, and so is
///   the result; `kv_heads` defaults to `heads`.
public final class Attention {
  private Attention() {}

  public static Map<String, Kernel> table() {
    return Map.of("attention", Attention::attention);
  }

  private static Tensor attention(Call call) {
    Tensor q = call.floatTensor(0);
    Tensor k = call.floatTensor(1);
    Tensor v = call.floatTensor(2);
    requireMatrices(q, k, v);
    if (!call.given("heads")) {
      return attend(call, q, k, v);
    }
    int heads = Math.toIntExact(call.integer("heads"));
    int kvHeads = Math.toIntExact(call.integer("kv_heads", heads));
    Tensor out = attend(call, splitHeads(q, heads), splitHeads(k, kvHeads), splitHeads(v, kvHeads));
    return mergeHeads(out);
  }

  private static void requireMatrices(Tensor q, Tensor k, Tensor v) {
    if (q.rank() < 2 || k.rank() < 2 || v.rank() < 2) {
      throw mismatch(q, k, v, "each takes at least two axes");
    }
  }

  private static TensorFault mismatch(Tensor q, Tensor k, Tensor v, String why) {
    return TensorFault.shape(
        "`attention` cannot combine queries "
            + Shapes.text(q.shape())
            + ", keys "
            + Shapes.text(k.shape())
            + " and values "
            + Shapes.text(v.shape())
            + ": "
            + why);
  }

  /// `[…, s, heads·d]` to `[…, heads, s, d]`.
  private static Tensor splitHeads(Tensor t, int heads) {
    int rank = t.rank();
    long width = t.dim(rank - 1);
    if (heads < 1 || width % heads != 0) {
      throw TensorFault.shape(
          "`attention` cannot split axis "
              + (rank - 1)
              + " of shape "
              + Shapes.text(t.shape())
              + " into "
              + heads
              + " heads");
    }
    long[] split = Shapes.splice(t.shape(), rank - 1, rank, heads, width / heads);
    return swap(Raw.reshaped(t, split), rank - 2, rank - 1);
  }

  private static Tensor mergeHeads(Tensor t) {
    int rank = t.rank();
    Tensor rows = swap(t, rank - 3, rank - 2);
    long width = rows.dim(rank - 2) * rows.dim(rank - 1);
    return Raw.reshaped(rows, Shapes.splice(rows.shape(), rank - 2, rank, width));
  }

  private static Tensor swap(Tensor t, int a, int b) {
    int[] perm = new int[t.rank()];
    Arrays.setAll(perm, i -> i == a ? b : i == b ? a : i);
    return Layout.permute(t, perm);
  }

  private static Tensor attend(Call call, Tensor q, Tensor k, Tensor v) {
    int s = size(q, 2);
    int t = size(k, 2);
    int d = size(q, 1);
    int e = size(v, 1);
    if (size(k, 1) != d) {
      throw mismatch(
          q, k, v, "the last axes of queries (" + d + ") and keys (" + size(k, 1) + ") differ");
    }
    if (size(v, 2) != t) {
      throw mismatch(q, k, v, "there are " + t + " keys and " + size(v, 2) + " values");
    }
    long[] batch = batch(q, k, v);
    int[] pq = matrices(q, batch, s * d);
    int[] pk = matrices(k, batch, t * d);
    int[] pv = matrices(v, batch, t * e);
    long[] scores = Shapes.splice(batch, batch.length, batch.length, s, t);
    double[] bias = bias(call, scores, s, t);
    double scale = call.number("scale", 1 / Math.sqrt(d));
    double[] x = Raw.doubles(q);
    double[] y = Raw.doubles(k);
    double[] z = Raw.doubles(v);
    long[] shape = Shapes.splice(batch, batch.length, batch.length, s, e);
    double[] out = new double[Shapes.size(shape)];
    double[] row = new double[t];
    for (int b = 0; b < pq.length; b++) {
      for (int i = 0; i < s; i++) {
        score(x, pq[b] + i * d, y, pk[b], d, scale, row);
        int at = (b * s + i) * t;
        if (visible(row, bias, at)) {
          Normalizing.softmax(row);
          mix(row, z, pv[b], e, out, (b * s + i) * e);
        }
      }
    }
    DType dtype = Normalizing.common(q, k, v);
    return Raw.rounded(dtype, shape, out);
  }

  private static int size(Tensor t, int fromEnd) {
    return (int) t.dim(t.rank() - fromEnd);
  }

  private static void score(
      double[] x, int ix, double[] y, int iy, int d, double scale, double[] row) {
    for (int j = 0; j < row.length; j++) {
      double sum = 0;
      for (int c = 0; c < d; c++) {
        sum += x[ix + c] * y[iy + j * d + c];
      }
      row[j] = sum * scale;
    }
  }

  /// Adds the bias; whether any key is left to see.
  private static boolean visible(double[] row, double @Nullable [] bias, int at) {
    if (bias == null) {
      return row.length > 0;
    }
    boolean any = false;
    for (int j = 0; j < row.length; j++) {
      row[j] += bias[at + j];
      any |= bias[at + j] != Double.NEGATIVE_INFINITY;
    }
    return any;
  }

  private static void mix(double[] weights, double[] z, int iz, int e, double[] out, int io) {
    for (int j = 0; j < weights.length; j++) {
      double w = weights[j];
      for (int c = 0; w != 0 && c < e; c++) {
        out[io + c] += w * z[iz + j * e + c];
      }
    }
  }

  /// The leading axes of the result: broadcast, with the heads of `q` at axis -3 where queries are
  /// grouped.
  private static long[] batch(Tensor q, Tensor k, Tensor v) {
    long[] a = Arrays.copyOf(q.shape(), q.rank() - 2);
    long[] b = Arrays.copyOf(k.shape(), k.rank() - 2);
    long[] c = Arrays.copyOf(v.shape(), v.rank() - 2);
    return Shapes.broadcast("attention", a, ungrouped(a, Shapes.broadcast("attention", b, c)));
  }

  private static long[] ungrouped(long[] heads, long[] kvHeads) {
    if (heads.length == 0 || kvHeads.length == 0) {
      return kvHeads;
    }
    long h = heads[heads.length - 1];
    long kv = kvHeads[kvHeads.length - 1];
    return kv > 0 && h % kv == 0 ? Shapes.with(kvHeads, kvHeads.length - 1, h) : kvHeads;
  }

  /// The flat position of each batch element's matrix in `t`.
  private static int[] matrices(Tensor t, long[] batch, int matrix) {
    long[] own = Arrays.copyOf(t.shape(), t.rank() - 2);
    boolean grouped =
        own.length > 0 && own[own.length - 1] > 1 && own[own.length - 1] != batch[batch.length - 1];
    int[] strides;
    int group = 1;
    if (grouped) {
      group = (int) (batch[batch.length - 1] / own[own.length - 1]);
      long[] target = Shapes.with(batch, batch.length - 1, own[own.length - 1]);
      strides = Shapes.broadcastStrides("attention", own, target);
    } else {
      strides = Shapes.broadcastStrides("attention", own, batch);
    }
    return spread(batch, strides, group, matrix);
  }

  private static int[] spread(long[] batch, int[] strides, int group, int matrix) {
    if (group == 1) {
      int[] out = Strided.positions(batch, strides, 0);
      Arrays.setAll(out, i -> out[i] * matrix);
      return out;
    }
    long[] groups = Shapes.with(batch, batch.length - 1, batch[batch.length - 1] / group);
    int[] few = Strided.positions(groups, strides, 0);
    int[] out = new int[few.length * group];
    Arrays.setAll(out, i -> few[i / group] * matrix);
    return out;
  }

  /// What is added to the scores, full size, or null.
  private static double @Nullable [] bias(Call call, long[] scores, int s, int t) {
    boolean causal = call.flag("causal", false);
    Tensor mask = call.tensorOrNull(3);
    if (!causal && mask == null) {
      return null;
    }
    double[] out = mask == null ? new double[Shapes.size(scores)] : maskBias(mask, scores);
    for (int at = 0; causal && at < out.length; at++) {
      if (at % t > at / t % s + (t - s)) {
        out[at] = Double.NEGATIVE_INFINITY;
      }
    }
    return out;
  }

  private static double[] maskBias(Tensor mask, long[] scores) {
    int[] strides = Shapes.broadcastStrides("attention mask", mask.shape(), scores);
    int[] positions = Strided.positions(scores, strides, 0);
    double[] out = new double[positions.length];
    boolean bool = mask.dtype().isBool();
    for (int i = 0; i < out.length; i++) {
      double value = mask.getDouble(positions[i]);
      out[i] = !bool ? value : value != 0 ? 0 : Double.NEGATIVE_INFINITY;
    }
    return out;
  }
}
