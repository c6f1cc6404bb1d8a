package org.tosc.rt.device;

import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Raw;
import org.tosc.rt.tensor.Tensor;

/// Elements of one dtype in [Memory]: element `[i, j]` is number `offset + i·stride0 + j·stride1`
/// of it. What a device tensor is, and what a slice or transposition of one is: views share memory.
///
/// Invariant: every index within the extents lies inside the memory, so only indexes are checked.
public final class View implements Buffer {
  final Memory memory;
  final DType dtype;
  final int offset;
  final int[] extents;
  final int[] strides;

  View(Memory memory, DType dtype, int offset, int[] extents, int[] strides) {
    this.memory = memory;
    this.dtype = dtype;
    this.offset = offset;
    this.extents = extents;
    this.strides = strides;
  }

  /// A view of a Java array, which it shares.
  public static View of(float[] elements) {
    return rows(new Memory.Floats(elements), DType.F32, new int[] {elements.length});
  }

  /// A view of a tensor's elements side by side, which it shares where they lie in a Java array as
  /// [Memory] has them.
  public static View of(Tensor tensor) {
    DType dtype = tensor.dtype();
    int[] size = {(int) tensor.size()};
    return switch (dtype) {
      case F32 -> of(Raw.floats(tensor));
      case F16, BF16 -> rows(new Memory.Shorts(Raw.shorts(tensor)), dtype, size);
      case I8, U8, BOOL, F8E4M3, F8E5M2 -> rows(new Memory.Bytes(Raw.bytes(tensor)), dtype, size);
      case Q8_0, Q4_0, NVFP4 -> rows(Memory.Blocks.of(tensor), dtype, size);
      case F64 -> rows(new Memory.Doubles(Raw.doubles(tensor)), dtype, size);
      case I64 -> rows(new Memory.Longs(Raw.longs(tensor)), dtype, size);
      case I32, I16, I4, U64, U32, U16 -> {
        View copy = Transfer.toDevice(tensor);
        yield rows(copy.memory, dtype, size);
      }
    };
  }

  /// A view of all of `memory` in row-major order.
  static View rows(Memory memory, DType dtype, int[] extents) {
    int[] strides = new int[extents.length];
    int stride = 1;
    for (int axis = extents.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= Math.max(1, extents[axis]);
    }
    return new View(memory, dtype, 0, extents, strides);
  }

  public Memory memory() {
    return memory;
  }

  public DType dtype() {
    return dtype;
  }

  public int offset() {
    return offset;
  }

  public int rank() {
    return extents.length;
  }

  /// The extent of an axis that is known to exist.
  public int size(int axis) {
    return extents[axis];
  }

  public int stride(int axis) {
    return strides[axis];
  }

  /// The extents of all axes.
  public long[] shape() {
    long[] shape = new long[extents.length];
    for (int axis = 0; axis < shape.length; axis++) {
      shape[axis] = extents[axis];
    }
    return shape;
  }

  /// The number of elements.
  public int size() {
    int size = 1;
    for (int extent : extents) {
      size *= extent;
    }
    return size;
  }

  /// The extent of an axis, which is checked.
  public long extent(long axis) {
    if (axis < 0 || axis >= extents.length) {
      throw DeviceFaults.axis(axis, extents);
    }
    return extents[(int) axis];
  }

  /// Holds the least and greatest index on an axis against its extent.
  public void requireInside(int axis, long least, long most) {
    if (least < 0 || most >= extents[axis]) {
      throw DeviceFaults.index(least < 0 ? least : most, axis, extents);
    }
  }

  /// Where in memory the element with these indexes is.
  public int at(long... indexes) {
    int at = offset;
    for (int axis = 0; axis < extents.length; axis++) {
      at += step(axis, indexes[axis]);
    }
    return at;
  }

  public int at(long i) {
    return offset + step(0, i);
  }

  public int at(long i, long j) {
    return offset + step(0, i) + step(1, j);
  }

  /// The same of an index that is known to lie inside.
  public int inside(long i) {
    return offset + (int) i * strides[0];
  }

  public int inside(long i, long j) {
    return offset + (int) i * strides[0] + (int) j * strides[1];
  }

  private int step(int axis, long index) {
    if (index < 0 || index >= extents[axis]) {
      throw DeviceFaults.index(index, axis, extents);
    }
    return (int) index * strides[axis];
  }

  /// The part of `sizes` from `starts` on.
  public View slice(long[] starts, long[] sizes) {
    int from = offset;
    int[] inner = new int[extents.length];
    for (int axis = 0; axis < inner.length; axis++) {
      long start = starts[axis];
      long size = sizes[axis];
      if (start < 0 || size < 0 || start > extents[axis] || size > extents[axis] - start) {
        throw DeviceFaults.slice(start, size, axis, extents);
      }
      from += (int) start * strides[axis];
      inner[axis] = (int) size;
    }
    return new View(memory, dtype, from, inner, strides);
  }

  /// The view whose axis `k` is axis `axes[k]` of this one.
  public View transpose(int... axes) {
    int[] turned = new int[axes.length];
    int[] steps = new int[axes.length];
    for (int k = 0; k < axes.length; k++) {
      turned[k] = extents[axes[k]];
      steps[k] = strides[axes[k]];
    }
    return new View(memory, dtype, offset, turned, steps);
  }

  /// Whether the elements are neighbours in row-major order.
  boolean isContiguous() {
    int expected = 1;
    for (int axis = extents.length - 1; axis >= 0; axis--) {
      if (extents[axis] != 1 && strides[axis] != expected) {
        return false;
      }
      expected *= extents[axis];
    }
    return true;
  }

  @Override
  public String toString() {
    return "View(shape=" + java.util.Arrays.toString(extents) + ", dtype=" + dtype + ")";
  }
}
