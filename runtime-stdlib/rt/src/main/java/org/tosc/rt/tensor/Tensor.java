package org.tosc.rt.tensor;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A dense row-major tensor: a [DType], a shape, and its elements.
///
/// Operations never change their operands and never share storage with them, so a tensor is a value
/// — but for index assignment, which replaces elements of the same object ([#setAt], [#setSlice]):
/// every name bound to that object sees the change, as with lists. `b = t` aliases, `reshape(t, …)`
/// copies.
///
/// Example: `Tensor.of(new double[] {1, 2, 3, 4}, 2, 2)` prints as `Tensor(shape=[2, 2], dtype=f32,
/// data=[1, 2, 3, 4])`.
///
/// `equals` is identity; [#contentEquals] compares elements.
public final class Tensor {
  private final DType dtype;
  private final long[] shape;
  private final int size;
  private final Storage storage;

  Tensor(DType dtype, long[] shape, Storage storage) {
    this.dtype = dtype;
    this.shape = shape.clone();
    this.size = Shapes.size(shape);
    this.storage = storage;
  }

  // Construction
  // -----------------------------------------------------------------------------------

  /// A one-dimensional `f32` tensor.
  public static Tensor of(double... values) {
    return ofDoubles(DType.F32, new long[] {values.length}, values);
  }

  /// An `f32` tensor of `shape`.
  public static Tensor of(double[] values, long... shape) {
    return ofDoubles(DType.F32, shape, values);
  }

  /// A tensor of nested lists of numbers, booleans or tensors; `f32`, or `bool` where all elements
  /// are booleans, unless `dtype` is given.
  public static Tensor of(List<?> nested, @Nullable DType dtype) {
    return NestedLists.toTensor(nested, dtype);
  }

  /// Each value rounded to `dtype`.
  public static Tensor ofDoubles(DType dtype, long[] shape, double[] values) {
    requireSize(shape, values.length);
    Tensor t = Raw.zeros(dtype.isBlock() ? DType.F32 : dtype, shape);
    for (int i = 0; i < values.length; i++) {
      t.storage.setDouble(i, values[i]);
    }
    return dtype.isBlock() ? Raw.pack(dtype, t) : t;
  }

  /// Each value as `dtype` holds it.
  public static Tensor ofLongs(DType dtype, long[] shape, long[] values) {
    requireSize(shape, values.length);
    Tensor t = Raw.zeros(dtype.isBlock() ? DType.F32 : dtype, shape);
    for (int i = 0; i < values.length; i++) {
      t.storage.setLong(i, values[i]);
    }
    return dtype.isBlock() ? Raw.pack(dtype, t) : t;
  }

  /// An `f32` tensor with a copy of `values`.
  public static Tensor ofFloats(long[] shape, float[] values) {
    requireSize(shape, values.length);
    return Raw.adopt(shape, values.clone());
  }

  /// A tensor without axes, of a Java number or boolean.
  public static Tensor scalar(DType dtype, Object value) {
    if (value instanceof Long || value instanceof Integer) {
      return ofLongs(dtype, new long[0], new long[] {((Number) value).longValue()});
    }
    return ofDoubles(dtype, new long[0], new double[] {asDouble(value)});
  }

  /// A tensor over packed little-endian bytes, which are not copied: they may be a mapped file.
  ///
  /// @throws TensorFault `SHAPE` where the bytes are fewer than the shape needs
  public static Tensor ofSegment(DType dtype, long[] shape, MemorySegment bytes) {
    long needed = dtype.byteSize(Shapes.size(shape));
    if (bytes.byteSize() < needed) {
      throw TensorFault.shape(
          "a "
              + dtype
              + " tensor of shape "
              + Shapes.text(shape)
              + " takes "
              + needed
              + " bytes, found "
              + bytes.byteSize());
    }
    return new Tensor(dtype, shape, new Storage.Packed(dtype, bytes.asSlice(0, needed)));
  }

  static double asDouble(Object value) {
    return switch (value) {
      case Boolean b -> b ? 1 : 0;
      case Number n -> n.doubleValue();
      default ->
          throw TensorFault.dtype(
              "a tensor element is a number or a boolean, found `" + value + "`");
    };
  }

  private static void requireSize(long[] shape, int count) {
    if (Shapes.size(shape) != count) {
      throw TensorFault.shape(
          "shape "
              + Shapes.text(shape)
              + " has "
              + Shapes.size(shape)
              + " elements, but "
              + count
              + " values were given");
    }
  }

  // Reading
  // ----------------------------------------------------------------------------------------

  public DType dtype() {
    return dtype;
  }

  public long[] shape() {
    return shape.clone();
  }

  public int rank() {
    return shape.length;
  }

  /// The size of an axis, 0 to rank-1.
  public long dim(int axis) {
    return shape[axis];
  }

  public long size() {
    return size;
  }

  Storage storage() {
    return storage;
  }

  /// The element at a flat row-major position, as binary64.
  public double getDouble(long flat) {
    return storage.getDouble(flat);
  }

  /// The element at a flat row-major position, truncated to an integer.
  public long getLong(long flat) {
    return storage.getLong(flat);
  }

  /// The element at a flat position as `Long`, `Double` or `Boolean`, whichever suits the dtype.
  public Object get(long flat) {
    if (dtype.isBool()) {
      return getLong(flat) != 0;
    }
    if (dtype.isInteger()) {
      return getLong(flat);
    }
    return getDouble(flat);
  }

  /// The only element.
  public Object item() {
    if (size != 1) {
      throw TensorFault.shape(
          "only a tensor with one element is a number; this one has shape " + Shapes.text(shape));
    }
    return get(0);
  }

  /// A copy of the elements as binary32.
  public float[] toFloats() {
    float[] cells = Raw.floats(this);
    return storage instanceof Storage.F32 ? cells.clone() : cells;
  }

  /// A copy of the elements as binary64.
  public double[] toDoubles() {
    double[] cells = Raw.doubles(this);
    return storage instanceof Storage.F64 ? cells.clone() : cells;
  }

  /// A copy of the elements as integers, truncated.
  public long[] toLongs() {
    long[] cells = Raw.longs(this);
    return storage instanceof Storage.I64 ? cells.clone() : cells;
  }

  /// The packed little-endian bytes, read only.
  public MemorySegment segment() {
    return storage.segment().asReadOnly();
  }

  /// Same dtype, shape and elements; NaN equals NaN, and 0 differs from -0.
  public boolean contentEquals(Tensor other) {
    return dtype == other.dtype
        && java.util.Arrays.equals(shape, other.shape)
        && storage.segment().mismatch(other.storage.segment()) < 0;
  }

  // Index assignment
  // -------------------------------------------------------------------------------

  /// Replaces the element or sub-tensor at `index` (one integer per leading axis, negative ones
  /// count from the end) by `value`: a number, or a tensor that broadcasts to the sub-tensor's
  /// shape.
  public void setAt(long[] index, Object value) {
    Assignment.at(this, index, value);
  }

  /// Replaces the region that `starts`, `ends` and `steps` select, as in the `slice` operation.
  public void setSlice(long[] starts, long[] ends, long[] steps, Object value) {
    Assignment.slice(this, Slice.of(shape, starts, ends, steps), value);
  }

  @Override
  public String toString() {
    return TensorText.of(this);
  }
}
