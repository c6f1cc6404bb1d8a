package org.tosc.tir.interp;

import java.util.Arrays;

/// The meaning of attention: for each query, the scores of all keys, their softmax, and the
/// weighted sum of the values; a query that may see no key gives zeros.
final class OracleAttention {
  private final OracleCall call;
  private final boolean isPacked;
  private final int heads;
  private final int kvHeads;
  private final int queries;
  private final int keys;
  private final int size;

  private OracleAttention(OracleCall call) {
    this.call = call;
    this.isPacked = call.attributes().has("heads");
    this.heads = (int) call.attributes().integer("heads", 1);
    this.kvHeads = (int) call.attributes().integer("kv_heads", heads);
    this.queries = extent(call.tensor(0), 2);
    this.keys = extent(call.tensor(1), 2);
    this.size = extent(call.tensor(0), 1) / heads;
  }

  static OracleTensor attention(OracleCall call) {
    OracleAttention attention = new OracleAttention(call);
    long[] shape = call.shape();
    double[] out = new double[Extents.size(shape)];
    Arrays.setAll(out, i -> attention.element(Extents.index(shape, i)));
    return call.reals(out);
  }

  private static int extent(OracleTensor t, int fromEnd) {
    return (int) t.shape()[t.rank() - fromEnd];
  }

  /// One element of the result.
  private double element(int[] at) {
    int feature = at[at.length - 1];
    int width = extent(call.tensor(2), 1) / kvHeads;
    int head = isPacked ? feature / width : 0;
    double[] scores = scores(at, head);
    if (Arrays.stream(scores).allMatch(s -> s == Double.NEGATIVE_INFINITY)) {
      return 0;
    }
    double[] weights = OracleModel.softmax(scores);
    int group = head / (heads / kvHeads);
    int column = group * width + feature % width;
    return OracleMatrix.sum(
        keys, j -> weights[j] == 0 ? 0 : weights[j] * read(call.tensor(2), at, j, column));
  }

  private double[] scores(int[] at, int head) {
    double scale = call.attributes().number("scale", 1 / Math.sqrt(size));
    int query = at[at.length - 2];
    int group = head / (heads / kvHeads);
    double[] scores = new double[keys];
    for (int j = 0; j < keys; j++) {
      int key = j;
      double product =
          OracleMatrix.sum(
              size,
              c ->
                  read(call.tensor(0), at, query, head * size + c)
                      * read(call.tensor(1), at, key, group * size + c));
      scores[j] = product * scale + bias(at, head, query, j);
    }
    return scores;
  }

  private double bias(int[] at, int head, int query, int key) {
    boolean isHidden = call.attributes().flag("causal", false) && key > query + (keys - queries);
    if (isHidden) {
      return Double.NEGATIVE_INFINITY;
    }
    if (!call.has(3)) {
      return 0;
    }
    int[] index = Arrays.copyOf(at, at.length + (isPacked ? 1 : 0));
    index[index.length - 2] = query;
    index[index.length - 1] = key;
    if (isPacked) {
      index[index.length - 3] = head;
    }
    int position = Extents.broadcast(call.tensor(3).shape(), index);
    return call.tensor(3).element() == org.tosc.tir.ir.Scalar.I1
        ? call.tensor(3).isTrue(position) ? 0 : Double.NEGATIVE_INFINITY
        : call.tensor(3).real(position);
  }

  /// A number of an operand under the leading index of the result; along its last leading axis a
  /// head reads the keys of its group.
  private double read(OracleTensor t, int[] at, int row, int column) {
    int[] index = at.clone();
    index[index.length - 2] = row;
    index[index.length - 1] = column;
    int head = index.length - 3;
    if (head >= 0 && t.rank() >= 3) {
      long all = call.shape()[head];
      long own = extent(t, 3);
      index[head] = own == 1 ? 0 : (int) (index[head] / (all / own));
    }
    return t.real(Extents.broadcast(t.shape(), index));
  }
}
