package org.tosc.rt.tensor.kernel;

import java.util.Arrays;
import java.util.Map;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Raw;
import org.tosc.rt.tensor.Shapes;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorFault;

/// Look-ups by index tensors. Negative indexes count from the end; one out of range is an `INDEX`
/// fault.
public final class Gathering {
  private Gathering() {}

  public static Map<String, Kernel> table() {
    return Map.of(
        "gather", Gathering::gather,
        "scatter_add", Gathering::scatterAdd,
        "embedding", Gathering::embedding,
        "one_hot", Gathering::oneHot);
  }

  static int checkedIndex(long index, int axis, long[] shape) {
    long size = shape[axis];
    if (index < -size || index >= size) {
      throw TensorFault.index(
          "index "
              + index
              + " is outside axis "
              + axis
              + " of shape "
              + Shapes.text(shape)
              + ", which has "
              + size
              + " elements");
    }
    return (int) (index < 0 ? index + size : index);
  }

  /// All indexes from 0; each is checked, also where the axes beside it are empty.
  private static int[] checkedIndexes(Tensor indices, int axis, long[] shape) {
    return Arrays.stream(Raw.longs(indices)).mapToInt(i -> checkedIndex(i, axis, shape)).toArray();
  }

  /// `gather(data, indices)`: the slices of `data` at `indices` along `axis`, which is replaced by
  /// the shape of `indices` (NumPy's `take`, ONNX's `Gather`).
  private static Tensor gather(Call call) {
    Tensor data = call.tensor(0);
    return take(call, data, call.integerTensor(1), call.axis(data.shape(), 0));
  }

  static Tensor take(Call call, Tensor data, Tensor indices, int axis) {
    if (!indices.dtype().isInteger()) {
      throw TensorFault.dtype(
          "`" + call.op() + "` takes integer indexes, found " + indices.dtype());
    }
    long[] shape = data.shape();
    if (shape.length == 0) {
      throw TensorFault.index("`" + call.op() + "` needs an axis, but the shape is []");
    }
    int[] at = checkedIndexes(indices, axis, shape);
    int inner = Shapes.span(shape, axis + 1, shape.length);
    int outer = Shapes.span(shape, 0, axis);
    long[] result = Shapes.splice(shape, axis, axis + 1, indices.shape());
    int[] positions = new int[Shapes.size(result)];
    int next = 0;
    for (int o = 0; o < outer; o++) {
      for (int index : at) {
        int from = (o * (int) shape[axis] + index) * inner;
        for (int i = 0; i < inner; i++) {
          positions[next++] = from + i;
        }
      }
    }
    return Raw.picked(data, result, positions);
  }

  /// `scatter_add(updates, indices)`: the gradient of [#gather]: zeros with `size` elements along
  /// `axis`, to which the slices of `updates` are added at `indices`, in order.
  private static Tensor scatterAdd(Call call) {
    Tensor updates = call.floatTensor(0);
    Tensor indices = call.integerTensor(1);
    long[] from = updates.shape();
    int count = indices.rank();
    int axis = scatterAxis(call, from, indices.shape());
    long[] result = Shapes.splice(from, axis, axis + count, call.integer("size"));
    double[] x = Raw.doubles(updates);
    double[] out = new double[Shapes.size(result)];
    int[] at = checkedIndexes(indices, axis, result);
    int inner = Shapes.span(from, axis + count, from.length);
    int outer = Shapes.span(from, 0, axis);
    int next = 0;
    for (int o = 0; o < outer; o++) {
      for (int index : at) {
        int to = (o * (int) result[axis] + index) * inner;
        for (int i = 0; i < inner; i++) {
          out[to + i] += x[next++];
        }
      }
    }
    return Raw.rounded(Call.floatOf(updates.dtype()), result, out);
  }

  /// The axis of the result; the axes of `indices` lie there in `updates`.
  private static int scatterAxis(Call call, long[] updates, long[] indices) {
    int rank = updates.length - indices.length + 1;
    long wanted = call.integer("axis", 0);
    int axis = (int) (wanted < 0 ? wanted + rank : wanted);
    boolean fits = rank >= 1 && axis >= 0 && axis < rank;
    for (int i = 0; fits && i < indices.length; i++) {
      fits = updates[axis + i] == indices[i];
    }
    if (!fits) {
      throw TensorFault.shape(
          "`scatter_add` along axis "
              + wanted
              + " takes updates whose axes there are those of the"
              + " indexes, found shapes "
              + Shapes.text(updates)
              + " and "
              + Shapes.text(indices));
    }
    return axis;
  }

  /// `embedding(table, ids)`: the rows of `table` at `ids`.
  private static Tensor embedding(Call call) {
    Tensor table = call.tensor(0);
    if (table.rank() != 2) {
      throw TensorFault.shape(
          "`embedding` takes a table of shape [entries, width], found "
              + Shapes.text(table.shape()));
    }
    return take(call, table, call.integerTensor(1), 0);
  }

  /// `one_hot(indices)`: a new last axis of `depth`, 1 at the index and 0 elsewhere.
  private static Tensor oneHot(Call call) {
    Tensor indices = call.integerTensor(0);
    long depth = call.integer("depth");
    long[] shape = Shapes.splice(indices.shape(), indices.rank(), indices.rank(), depth);
    long[] out = new long[Shapes.size(shape)];
    long[] at = Raw.longs(indices);
    for (int i = 0; i < at.length; i++) {
      out[i * (int) depth + checkedIndex(at[i], indices.rank(), shape)] = 1;
    }
    return Tensor.ofLongs(call.dtype(DType.F32), shape, out);
  }
}
