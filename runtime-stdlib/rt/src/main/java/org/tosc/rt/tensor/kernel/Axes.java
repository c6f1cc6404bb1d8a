package org.tosc.rt.tensor.kernel;

import java.util.Arrays;
import org.tosc.rt.tensor.Raw;
import org.tosc.rt.tensor.Shapes;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorFault;

/// The axes a reduction goes over, seen as one middle axis: the element `(o, k, i)` of the operand
/// lies at `(o·count + k)·inner + i`, and the result's element `(o, i)` at `o·inner + i`.
// The record carries a shape and is never compared.
@SuppressWarnings("ArrayRecordComponent")
record Axes(Tensor operand, int outer, int count, int inner, long[] shape) {

  /// Reads the attributes `axis` (absent: all) and `keepdims`. Where the axes are not neighbours,
  /// the operand is transposed so that they are.
  static Axes of(Call call, Tensor t) {
    long[] shape = t.shape();
    boolean[] reduced = new boolean[shape.length];
    if (call.given("axis")) {
      for (long axis : call.integers("axis")) {
        int at = Shapes.axis(call.op(), axis, shape);
        if (reduced[at]) {
          throw TensorFault.value("`" + call.op() + "` has axis " + axis + " twice");
        }
        reduced[at] = true;
      }
    } else {
      Arrays.fill(reduced, true);
    }
    return of(t, reduced, call.flag("keepdims", false));
  }

  private static Axes of(Tensor t, boolean[] reduced, boolean keepdims) {
    long[] shape = t.shape();
    long[] result = resultShape(shape, reduced, keepdims);
    int first = 0;
    while (first < reduced.length && !reduced[first]) {
      first++;
    }
    int end = first;
    while (end < reduced.length && reduced[end]) {
      end++;
    }
    for (int i = end; i < reduced.length; i++) {
      if (reduced[i]) {
        return transposed(t, reduced, result);
      }
    }
    return new Axes(
        t,
        Shapes.span(shape, 0, first),
        Shapes.span(shape, first, end),
        Shapes.span(shape, end, shape.length),
        result);
  }

  private static long[] resultShape(long[] shape, boolean[] reduced, boolean keepdims) {
    long[] out = new long[shape.length];
    int rank = 0;
    for (int i = 0; i < shape.length; i++) {
      if (!reduced[i]) {
        out[rank++] = shape[i];
      } else if (keepdims) {
        out[rank++] = 1;
      }
    }
    return Arrays.copyOf(out, rank);
  }

  /// The reduced axes moved to the end.
  private static Axes transposed(Tensor t, boolean[] reduced, long[] result) {
    int[] perm = new int[reduced.length];
    int next = 0;
    int outer = 1;
    int count = 1;
    for (boolean wanted : new boolean[] {false, true}) {
      for (int i = 0; i < reduced.length; i++) {
        if (reduced[i] == wanted) {
          perm[next++] = i;
          int dim = (int) t.dim(i);
          outer = wanted ? outer : outer * dim;
          count = wanted ? count * dim : count;
        }
      }
    }
    return new Axes(Layout.permute(t, perm), outer, count, 1, result);
  }

  float[] floats() {
    return Raw.floats(operand);
  }

  double[] doubles() {
    return Raw.doubles(operand);
  }

  long[] longs() {
    return Raw.longs(operand);
  }
}
