package org.tosc.tir.interp;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// The meaning of reductions, scans and sorting. Floats are summed in binary64 and rounded once.
final class OracleReduce {
  private OracleReduce() {}

  /// For each element of the result, the positions of the elements that it comes from, in order.
  static int[][] lanes(long[] shape, List<Integer> axes) {
    long[] kept = shape.clone();
    axes.forEach(axis -> kept[axis] = 1);
    int lanes = Extents.size(kept);
    int total = Extents.size(shape);
    int length = 1;
    for (int axis : axes) {
      length *= (int) shape[axis];
    }
    int[][] out = new int[lanes][length];
    int[] filled = new int[lanes];
    for (int i = 0; i < total; i++) {
      int lane = Extents.broadcast(kept, Extents.index(shape, i));
      out[lane][filled[lane]++] = i;
    }
    return out;
  }

  private static int[][] lanes(OracleCall call) {
    return lanes(call.x().shape(), call.axes());
  }

  /// A fold from a first value.
  static OracleTensor fold(
      OracleCall call, int start, Integers.Binary whole, DoubleBinaryOperator real) {
    int[][] lanes = lanes(call);
    if (call.x().isWhole()) {
      long[] out = new long[lanes.length];
      Arrays.setAll(out, i -> foldWhole(call, lanes[i], 0, start, whole));
      return call.integers(out);
    }
    return perLane(call, lane -> Arrays.stream(lane).reduce(start, real));
  }

  /// The largest or smallest.
  static OracleTensor extreme(OracleCall call, Integers.Binary whole, DoubleBinaryOperator real) {
    int[][] lanes = lanes(call);
    if (call.x().isWhole()) {
      long[] out = new long[lanes.length];
      Arrays.setAll(out, i -> foldWhole(call, lanes[i], 1, call.x().integer(lanes[i][0]), whole));
      return call.integers(out);
    }
    return perLane(call, lane -> Arrays.stream(lane).reduce(real).orElseThrow());
  }

  private static long foldWhole(
      OracleCall call, int[] lane, int from, long start, Integers.Binary meaning) {
    long value = start;
    for (int k = from; k < lane.length; k++) {
      value = meaning.apply(value, call.x().integer(lane[k]));
    }
    return value;
  }

  /// A function of the floats of each lane.
  static OracleTensor perLane(OracleCall call, ToDoubleFunction<double[]> meaning) {
    return call.reals(
        Arrays.stream(lanes(call))
            .mapToDouble(
                lane ->
                    meaning.applyAsDouble(
                        Arrays.stream(lane).mapToDouble(call.x()::real).toArray()))
            .toArray());
  }

  /// The mean; that of integers from their exact sum.
  static OracleTensor mean(OracleCall call) {
    if (!call.x().isWhole()) {
      return perLane(call, lane -> Arrays.stream(lane).reduce(0, Double::sum) / lane.length);
    }
    int[][] lanes = lanes(call);
    double[] out = new double[lanes.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (double) foldWhole(call, lanes[i], 0, 0, Math::addExact) / lanes[i].length;
    }
    return call.reals(out);
  }

  static OracleTensor norm(OracleCall call) {
    return perLane(
        call, lane -> Math.sqrt(Arrays.stream(lane).map(x -> x * x).reduce(0, Double::sum)));
  }

  static OracleTensor any(OracleCall call) {
    return truths(call, lane -> Arrays.stream(lane).anyMatch(call.x()::isTrue));
  }

  static OracleTensor all(OracleCall call) {
    return truths(call, lane -> Arrays.stream(lane).allMatch(call.x()::isTrue));
  }

  private static OracleTensor truths(OracleCall call, java.util.function.Predicate<int[]> meaning) {
    return call.integers(
        Arrays.stream(lanes(call)).mapToLong(lane -> meaning.test(lane) ? 1 : 0).toArray());
  }

  /// The first position of the greatest (sign 1) or least (-1); NaN counts as either.
  static OracleTensor position(OracleCall call, int sign) {
    Comparator<Integer> order = (i, j) -> sign * compare(call.x(), i, j);
    return call.integers(
        Arrays.stream(lanes(call)).mapToLong(lane -> best(call.x(), lane, order)).toArray());
  }

  private static long best(OracleTensor x, int[] lane, Comparator<Integer> order) {
    int best = 0;
    for (int k = 0; k < lane.length; k++) {
      if (!x.isWhole() && Double.isNaN(x.real(lane[k]))) {
        return k;
      }
      best = order.compare(lane[k], lane[best]) > 0 ? k : best;
    }
    return best;
  }

  /// Numerically; NaN is greatest and -0 equals 0.
  private static int compare(OracleTensor x, int i, int j) {
    return x.isWhole()
        ? Long.compare(x.integer(i), x.integer(j))
        : Double.compare(x.real(i) + 0.0, x.real(j) + 0.0);
  }

  static OracleTensor cumsum(OracleCall call) {
    int[][] lanes = lanes(call.x().shape(), List.of(call.axis(-1)));
    if (call.x().isWhole()) {
      long[] out = call.x().integers();
      for (int[] lane : lanes) {
        for (int k = 1; k < lane.length; k++) {
          out[lane[k]] = Math.addExact(out[lane[k - 1]], out[lane[k]]);
        }
      }
      return call.integers(out);
    }
    double[] out = call.x().reals();
    for (int[] lane : lanes) {
      for (int k = 1; k < lane.length; k++) {
        out[lane[k]] += out[lane[k - 1]];
      }
    }
    return call.reals(out);
  }

  static OracleTensor sort(OracleCall call) {
    boolean descending = call.attributes().flag("descending", false);
    int[] from = new int[call.x().size()];
    for (int[] lane : lanes(call.x().shape(), List.of(call.axis(-1)))) {
      int[] order = order(call.x(), lane, descending);
      for (int k = 0; k < lane.length; k++) {
        from[lane[k]] = lane[order[k]];
      }
    }
    return call.x().pick(call.shape(), from);
  }

  private static int[] order(OracleTensor x, int[] lane, boolean descending) {
    Comparator<Integer> ascending = (i, j) -> compare(x, lane[i], lane[j]);
    return IntStream.range(0, lane.length)
        .boxed()
        .sorted(descending ? ascending.reversed() : ascending)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  static List<OracleTensor> topk(OracleCall call) {
    List<Integer> axis = List.of(call.axis(-1));
    int[][] from = lanes(call.x().shape(), axis);
    int[][] to = lanes(call.shape(), axis);
    int[] positions = new int[Extents.size(call.shape())];
    long[] indexes = new long[positions.length];
    for (int lane = 0; lane < to.length; lane++) {
      int[] order = order(call.x(), from[lane], true);
      for (int k = 0; k < to[lane].length; k++) {
        positions[to[lane][k]] = from[lane][order[k]];
        indexes[to[lane][k]] = order[k];
      }
    }
    return List.of(
        call.x().pick(call.shape(), positions),
        OracleTensor.integers(call.results().get(1).element(), call.shape(), indexes));
  }
}
