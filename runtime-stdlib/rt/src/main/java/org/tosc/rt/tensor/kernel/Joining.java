package org.tosc.rt.tensor.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Raw;
import org.tosc.rt.tensor.Shapes;
import org.tosc.rt.tensor.Slice;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorFault;

/// Tensors put together along an axis, and taken apart.
final class Joining {
  private Joining() {}

  /// Joins tensors that agree in all axes but `axis` (default 0).
  static Tensor concat(Call call, List<Tensor> parts) {
    if (parts.isEmpty()) {
      throw TensorFault.value("`" + call.op() + "` takes at least one tensor");
    }
    return join(call, parts, call.axis(parts.getFirst().shape(), 0));
  }

  static Tensor join(Call call, List<Tensor> parts, int axis) {
    long[] shape = parts.getFirst().shape();
    long total = 0;
    DType dtype = DType.promote(parts.getFirst().dtype(), parts.getFirst().dtype());
    for (int i = 0; i < parts.size(); i++) {
      requireAlike(call, shape, parts.get(i).shape(), axis, i);
      total += parts.get(i).dim(axis);
      dtype = DType.promote(dtype, parts.get(i).dtype());
    }
    long[] result = Shapes.with(shape, axis, total);
    Tensor out = Raw.zeros(dtype, result);
    int outer = Shapes.span(shape, 0, axis);
    int inner = Shapes.span(shape, axis + 1, shape.length);
    int rowLength = Math.toIntExact(total * inner);
    int start = 0;
    for (Tensor part : parts) {
      int run = (int) part.dim(axis) * inner;
      Tensor from = Conversion.cast(part, dtype);
      for (int o = 0; o < outer; o++) {
        Raw.copy(from, o * run, out, o * rowLength + start, run);
      }
      start += run;
    }
    return out;
  }

  private static void requireAlike(Call call, long[] first, long[] other, int axis, int at) {
    boolean alike =
        first.length == other.length
            && Arrays.equals(Shapes.with(first, axis, 0), Shapes.with(other, axis, 0));
    if (!alike) {
      throw TensorFault.shape(
          "`"
              + call.op()
              + "` along axis "
              + axis
              + " takes tensors that agree in the other axes: the"
              + " first has shape "
              + Shapes.text(first)
              + ", number "
              + (at + 1)
              + " has "
              + Shapes.text(other));
    }
  }

  /// Joins tensors of one shape along a new axis.
  static Tensor stack(Call call) {
    List<Tensor> parts = call.tensors();
    if (parts.isEmpty()) {
      throw TensorFault.value("`stack` takes at least one tensor");
    }
    long[] shape = parts.getFirst().shape();
    long[] wider = Shapes.splice(shape, 0, 0, 1);
    int axis = call.axis(wider, 0);
    List<Tensor> lifted = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      Tensor part = parts.get(i);
      if (!Arrays.equals(part.shape(), shape)) {
        throw TensorFault.shape(
            "`stack` takes tensors of one shape: the first has "
                + Shapes.text(shape)
                + ", number "
                + (i + 1)
                + " has "
                + Shapes.text(part.shape()));
      }
      lifted.add(Raw.reshaped(part, Shapes.splice(shape, axis, axis, 1)));
    }
    return join(call, lifted, axis);
  }

  /// Cuts along `axis` into parts of `sizes`, or into as many equal parts as one integer says.
  static List<Tensor> split(Call call) {
    Tensor t = call.tensor(0);
    int axis = call.axis(t.shape(), 0);
    long size = t.dim(axis);
    long[] sizes = call.integers("sizes");
    if (sizes.length == 1
        && !(call.raw("sizes") instanceof List<?>)
        && !(call.raw("sizes") instanceof long[])) {
      sizes = equalParts(t, axis, sizes[0]);
    }
    if (Arrays.stream(sizes).sum() != size || Arrays.stream(sizes).anyMatch(s -> s < 0)) {
      throw TensorFault.shape(
          "`split` sizes "
              + Arrays.toString(sizes)
              + " do not add up to axis "
              + axis
              + " of shape "
              + Shapes.text(t.shape())
              + " ("
              + size
              + ")");
    }
    List<Tensor> parts = new ArrayList<>();
    long at = 0;
    for (long part : sizes) {
      parts.add(range(t, axis, at, at + part));
      at += part;
    }
    return parts;
  }

  /// The elements from `start` up to `end` of one axis.
  static Tensor range(Tensor t, int axis, long start, long end) {
    long[] starts = new long[axis + 1];
    long[] ends = Arrays.copyOf(t.shape(), axis + 1);
    starts[axis] = start;
    ends[axis] = end;
    Slice region = Slice.of(t.shape(), starts, ends, new long[0]);
    return Raw.picked(t, region.shape(), region.positions(t.shape()));
  }

  private static long[] equalParts(Tensor t, int axis, long count) {
    long size = t.dim(axis);
    if (count < 1 || size % count != 0) {
      throw TensorFault.shape(
          "`split` cannot cut axis "
              + axis
              + " of shape "
              + Shapes.text(t.shape())
              + " into "
              + count
              + " equal parts");
    }
    long[] sizes = new long[Math.toIntExact(count)];
    Arrays.fill(sizes, size / count);
    return sizes;
  }
}
