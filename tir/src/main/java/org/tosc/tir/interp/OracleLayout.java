package org.tosc.tir.interp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.tosc.tir.ir.SliceAxis;
import org.tosc.tir.ir.TensorType;

/// The meaning of operations that move elements: for each element of the result, where it comes
/// from.
final class OracleLayout {
  private OracleLayout() {}

  /// From an index of the result to an index of the operand.
  @FunctionalInterface
  interface Source {
    int[] index(int... index);
  }

  private static OracleTensor from(OracleCall call, Source source) {
    long[] shape = call.shape();
    int[] positions = new int[Extents.size(shape)];
    Arrays.setAll(
        positions, i -> Extents.position(call.x().shape(), source.index(Extents.index(shape, i))));
    return call.x().pick(shape, positions);
  }

  static OracleTensor transpose(OracleCall call) {
    int rank = call.x().rank();
    List<Long> perm = call.types().integers("perm");
    IntUnaryOperator axis =
        i -> perm.isEmpty() ? rank - 1 - i : (int) Math.floorMod(perm.get(i), (long) rank);
    return from(
        call,
        at -> {
          int[] index = new int[rank];
          for (int i = 0; i < rank; i++) {
            index[axis.applyAsInt(i)] = at[i];
          }
          return index;
        });
  }

  static OracleTensor reshape(OracleCall call) {
    return call.x().reshaped(call.element(), call.shape());
  }

  static OracleTensor broadcast(OracleCall call) {
    return call.x().pick(call.shape(), OracleElementwise.positions(call.x(), call.shape()));
  }

  static OracleTensor slice(OracleCall call) {
    long[] shape = call.x().shape();
    SliceAxis[] axes = new SliceAxis[shape.length];
    for (int i = 0; i < axes.length; i++) {
      axes[i] =
          SliceAxis.of(
              shape[i],
              bound(call, "starts", i, SliceAxis.FROM_FIRST),
              bound(call, "ends", i, SliceAxis.TO_LAST),
              bound(call, "steps", i, 1));
    }
    return from(
        call,
        at -> {
          int[] index = at.clone();
          Arrays.setAll(index, i -> (int) (axes[i].first() + at[i] * axes[i].step()));
          return index;
        });
  }

  private static long bound(OracleCall call, String name, int axis, long otherwise) {
    List<Long> given = call.types().integers(name);
    return axis < given.size() ? given.get(axis) : otherwise;
  }

  static OracleTensor select(OracleCall call) {
    int axis = call.axis(0);
    int index = index(call.attributes().integer("index"), axis, call.x().shape());
    return from(call, at -> inserted(at, axis, index));
  }

  private static int[] inserted(int[] at, int axis, int index) {
    int[] out = new int[at.length + 1];
    System.arraycopy(at, 0, out, 0, axis);
    out[axis] = index;
    System.arraycopy(at, axis, out, axis + 1, at.length - axis);
    return out;
  }

  /// An index, from the end where negative.
  static int index(long index, int axis, long[] shape) {
    long size = shape[axis];
    if (index < -size || index >= size) {
      throw new GuestFault(
          "IndexError",
          "index %d is outside axis %d of shape %s, which has %d elements"
              .formatted(index, axis, Arrays.toString(shape), size));
    }
    return (int) (index < 0 ? index + size : index);
  }

  static OracleTensor concat(OracleCall call) {
    int axis = call.axis(0);
    return joined(call, call.tensors(), axis);
  }

  static OracleTensor stack(OracleCall call) {
    int axis =
        OracleCall.checked(
            () -> call.types().axisOf(call.attributes().integer("axis", 0), call.x().rank() + 1));
    long[] single = call.shape();
    single[axis] = 1;
    return joined(
        call, call.tensors().stream().map(t -> t.reshaped(t.element(), single)).toList(), axis);
  }

  private static OracleTensor joined(OracleCall call, List<OracleTensor> tensors, int axis) {
    List<OracleTensor> parts = tensors.stream().map(t -> t.as(call.element())).toList();
    long[] shape = call.shape();
    double[] reals = new double[Extents.size(shape)];
    long[] integers = new long[reals.length];
    for (int i = 0; i < reals.length; i++) {
      int[] index = Extents.index(shape, i);
      int part = 0;
      while (index[axis] >= parts.get(part).shape()[axis]) {
        index[axis] -= (int) parts.get(part).shape()[axis];
        part++;
      }
      OracleTensor from = parts.get(part);
      int at = Extents.position(from.shape(), index);
      reals[i] = from.isWhole() ? 0 : from.real(at);
      integers[i] = from.isWhole() ? from.integer(at) : 0;
    }
    return OracleTensor.isWhole(call.element()) ? call.integers(integers) : call.reals(reals);
  }

  static List<OracleTensor> split(OracleCall call) {
    int axis = call.axis(0);
    List<OracleTensor> parts = new ArrayList<>();
    int start = 0;
    for (TensorType result : call.results()) {
      int first = start;
      OracleCall part = new OracleCall(call.types(), call.operands(), List.of(result));
      parts.add(
          from(
              part,
              at -> {
                int[] index = at.clone();
                index[axis] += first;
                return index;
              }));
      start += (int) part.shape()[axis];
    }
    return parts;
  }

  static OracleTensor gather(OracleCall call, int axis) {
    OracleTensor indexes = call.tensor(1);
    long[] shape = call.x().shape();
    int count = indexes.rank();
    requireIndexes(indexes, axis, shape);
    return from(
        call,
        at -> {
          int[] inner = Arrays.copyOfRange(at, axis, axis + count);
          long index = indexes.integer(Extents.position(indexes.shape(), inner));
          int[] outer = new int[at.length - count];
          System.arraycopy(at, 0, outer, 0, axis);
          System.arraycopy(at, axis + count, outer, axis, outer.length - axis);
          return inserted(outer, axis, index(index, axis, shape));
        });
  }

  /// Every index is checked, also where the axes beside it are empty and nothing is moved.
  private static void requireIndexes(OracleTensor indexes, int axis, long[] shape) {
    for (int i = 0; i < indexes.size(); i++) {
      index(indexes.integer(i), axis, shape);
    }
  }

  static OracleTensor scatterAdd(OracleCall call) {
    OracleTensor indexes = call.tensor(1);
    OracleTensor updates = call.x();
    int count = indexes.rank();
    long[] shape = call.shape();
    int axis =
        OracleCall.checked(
            () -> call.types().axisOf(call.attributes().integer("axis", 0), shape.length));
    requireIndexes(indexes, axis, shape);
    double[] out = new double[Extents.size(shape)];
    for (int i = 0; i < updates.size(); i++) {
      int[] at = Extents.index(updates.shape(), i);
      int[] inner = Arrays.copyOfRange(at, axis, axis + count);
      long index = indexes.integer(Extents.position(indexes.shape(), inner));
      int[] outer = new int[at.length - count];
      System.arraycopy(at, 0, outer, 0, axis);
      System.arraycopy(at, axis + count, outer, axis, outer.length - axis);
      out[Extents.position(shape, inserted(outer, axis, index(index, axis, shape)))] +=
          updates.real(i);
    }
    return call.reals(out);
  }

  static OracleTensor oneHot(OracleCall call) {
    long[] shape = call.shape();
    int depth = (int) shape[shape.length - 1];
    long[] out = new long[Extents.size(shape)];
    for (int i = 0; i < call.x().size(); i++) {
      out[i * depth + index(call.x().integer(i), shape.length - 1, shape)] = 1;
    }
    return OracleTensor.integers(org.tosc.tir.ir.Scalar.I64, shape, out).as(call.element());
  }

  /// Elements on one side of diagonal `k`; zeros on the other.
  static OracleTensor triangle(OracleCall call, boolean lower) {
    long k = call.attributes().integer("k", 0);
    long[] shape = call.shape();
    int[] positions = new int[call.x().size()];
    for (int i = 0; i < positions.length; i++) {
      int[] at = Extents.index(shape, i);
      long right = (long) at[at.length - 1] - at[at.length - 2];
      positions[i] = (lower ? right <= k : right >= k) ? i : -1;
    }
    return call.x().pick(shape, positions);
  }
}
