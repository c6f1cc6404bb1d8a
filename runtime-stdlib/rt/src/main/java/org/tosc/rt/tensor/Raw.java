package org.tosc.rt.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Array;
import java.nio.ByteOrder;

/// The boundary between tensors and kernels: the only place that hands out or takes in element
/// arrays without a copy. What is read here must not be written; what is adopted here belongs to
/// the tensor from then on.
public final class Raw {
  private static final boolean IS_LITTLE = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

  private Raw() {}

  /// A tensor of zeros.
  public static Tensor zeros(DType dtype, long[] shape) {
    int size = Shapes.size(shape);
    return switch (dtype) {
      case F64 -> new Tensor(dtype, shape, new Storage.F64(new double[size]));
      case F32 -> new Tensor(dtype, shape, new Storage.F32(new float[size]));
      case I64 -> new Tensor(dtype, shape, new Storage.I64(new long[size]));
      case F16, BF16 -> adopt(dtype, shape, new short[size]);
      case F8E4M3, F8E5M2, I32, I16, I8, I4, U64, U32, U16, U8, BOOL, NVFP4, Q8_0, Q4_0 ->
          packed(dtype, shape, new byte[Math.toIntExact(dtype.byteSize(size))]);
    };
  }

  private static Tensor packed(DType dtype, long[] shape, byte[] bytes) {
    return new Tensor(dtype, shape, new Storage.Packed(dtype, MemorySegment.ofArray(bytes)));
  }

  public static Tensor adopt(long[] shape, float[] cells) {
    return new Tensor(DType.F32, shape, new Storage.F32(cells));
  }

  public static Tensor adopt(long[] shape, double[] cells) {
    return new Tensor(DType.F64, shape, new Storage.F64(cells));
  }

  public static Tensor adopt(long[] shape, long[] cells) {
    return new Tensor(DType.I64, shape, new Storage.I64(cells));
  }

  /// An `f16` or `bf16` tensor of bit patterns.
  public static Tensor adopt(DType dtype, long[] shape, short[] cells) {
    MemorySegment segment = MemorySegment.ofArray(cells);
    if (!IS_LITTLE) {
      for (int i = 0; i < cells.length; i++) {
        segment.setAtIndex(Storage.Packed.SHORT, i, cells[i]);
      }
    }
    return new Tensor(dtype, shape, new Storage.Packed(dtype, segment));
  }

  /// A `u64` tensor of these 64 bits each, so also of numbers that no `long` holds.
  public static Tensor unsigned(long[] shape, long[] cells) {
    Tensor t = zeros(DType.U64, shape);
    for (int i = 0; i < cells.length; i++) {
      ((Storage.Packed) t.storage()).putBits(i, cells[i]);
    }
    return t;
  }

  /// A `bool` tensor over bytes that are 0 or 1.
  public static Tensor adoptBools(long[] shape, byte[] cells) {
    return packed(DType.BOOL, shape, cells);
  }

  /// `cells` rounded to a float dtype; `f32` takes the array itself.
  public static Tensor rounded(DType dtype, long[] shape, float[] cells) {
    if (dtype == DType.F32) {
      return adopt(shape, cells);
    }
    if (dtype == DType.F16 || dtype == DType.BF16) {
      short[] halves = new short[cells.length];
      Halves.store(dtype, halves, 0, 1, cells, 0, cells.length);
      return adopt(dtype, shape, halves);
    }
    Tensor t = zeros(dtype, shape);
    for (int i = 0; i < cells.length; i++) {
      t.storage().setDouble(i, cells[i]);
    }
    return t;
  }

  /// `cells` as `dtype` holds them; `f64` takes the array itself.
  public static Tensor rounded(DType dtype, long[] shape, double[] cells) {
    if (dtype == DType.F64) {
      return adopt(shape, cells);
    }
    Tensor t = zeros(dtype, shape);
    if (t.storage() instanceof Storage.F32(float[] narrow)) {
      for (int i = 0; i < cells.length; i++) {
        narrow[i] = (float) cells[i];
      }
      return t;
    }
    for (int i = 0; i < cells.length; i++) {
      t.storage().setDouble(i, cells[i]);
    }
    return t;
  }

  /// `cells` as `dtype` holds them, range-checked; `i64` takes the array itself.
  public static Tensor checked(DType dtype, long[] shape, long[] cells) {
    if (dtype == DType.I64) {
      return adopt(shape, cells);
    }
    Tensor t = zeros(dtype, shape);
    for (int i = 0; i < cells.length; i++) {
      t.storage().setLong(i, cells[i]);
    }
    return t;
  }

  /// The elements as binary32: the storage itself where it is `f32`.
  public static float[] floats(Tensor t) {
    if (t.storage() instanceof Storage.F32(float[] cells)) {
      return cells;
    }
    float[] out = new float[(int) t.size()];
    switch (t.dtype()) {
      case F32 -> MemorySegment.copy(memory(t), Storage.Packed.FLOAT, 0, out, 0, out.length);
      case F16, BF16 -> Halves.load(t.dtype(), shorts(t), 0, 1, out, 0, out.length);
      case F64, F8E4M3, F8E5M2, I64, I32, I16, I8, I4, U64, U32, U16, U8, BOOL -> all(t, out);
      case NVFP4, Q8_0, Q4_0 -> BlockFormats.decode(t, 0, out);
    }
    return out;
  }

  /// Where a tensor's elements lie, packed on a little-endian machine.
  public static MemorySegment memory(Tensor t) {
    return t.storage().segment();
  }

  private static void all(Tensor t, float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) t.getDouble(i);
    }
  }

  /// The Java array that a tensor's elements lie in, or a copy where they do not: `float[]`,
  /// `double[]` and `long[]` of `f32`, `f64` and `i64`, `short[]` of the patterns of `f16` and
  /// `bf16`, otherwise `byte[]` of the packed elements, little-endian.
  public static Object array(Tensor t) {
    return switch (t.dtype()) {
      case F32 -> floats(t);
      case F64 -> doubles(t);
      case I64 -> longs(t);
      case F16, BF16 -> shorts(t);
      case F8E4M3, F8E5M2, I32, I16, I8, I4, U64, U32, U16, U8, BOOL, NVFP4, Q8_0, Q4_0 -> bytes(t);
    };
  }

  /// What [#array] gives for a dtype.
  public static Class<?> arrayType(DType dtype) {
    return switch (dtype) {
      case F32 -> float[].class;
      case F64 -> double[].class;
      case I64 -> long[].class;
      case F16, BF16 -> short[].class;
      case F8E4M3, F8E5M2, I32, I16, I8, I4, U64, U32, U16, U8, BOOL, NVFP4, Q8_0, Q4_0 ->
          byte[].class;
    };
  }

  /// A tensor over such an array, or over packed bytes in memory outside of the JVM's heap.
  ///
  /// @throws IllegalArgumentException where it is another array, or one of another size
  public static Tensor adopt(DType dtype, long[] shape, Object array) {
    if (array instanceof MemorySegment memory) {
      return over(dtype, shape, memory);
    }
    Class<?> wanted = arrayType(dtype);
    if (!wanted.isInstance(array)) {
      throw new IllegalArgumentException(
          "elements of "
              + dtype
              + " lie in a "
              + wanted.getSimpleName()
              + ", found "
              + array.getClass().getSimpleName());
    }
    Tensor t =
        switch (array) {
          case float[] cells -> adopt(shape, cells);
          case double[] cells -> adopt(shape, cells);
          case long[] cells -> adopt(shape, cells);
          case short[] cells -> adopt(dtype, shape, cells);
          default -> packed(dtype, shape, (byte[]) array);
        };
    int size = Array.getLength(array);
    long needed = array instanceof byte[] ? dtype.byteSize(t.size()) : t.size();
    if (size != needed) {
      throw new IllegalArgumentException(
          "%d elements in the array, %d in its tensor".formatted(size, needed));
    }
    return t;
  }

  private static Tensor over(DType dtype, long[] shape, MemorySegment memory) {
    long needed = dtype.byteSize(Shapes.size(shape));
    if (memory.byteSize() != needed) {
      throw new IllegalArgumentException(
          "%d bytes of memory, %d in its tensor".formatted(memory.byteSize(), needed));
    }
    return new Tensor(dtype, shape, new Storage.Packed(dtype, memory));
  }

  /// The bit patterns of an `f16` or `bf16` tensor: the storage itself where that is an array.
  public static short[] shorts(Tensor t) {
    MemorySegment segment = t.storage().segment();
    return IS_LITTLE
            && segment.heapBase().orElse(null) instanceof short[] cells
            && cells.length == t.size()
        ? cells
        : segment.toArray(Storage.Packed.SHORT);
  }

  /// The bytes of a packed tensor: the storage itself where that is an array.
  public static byte[] bytes(Tensor t) {
    MemorySegment segment = t.storage().segment();
    return segment.heapBase().orElse(null) instanceof byte[] cells
            && cells.length == segment.byteSize()
        ? cells
        : segment.toArray(ValueLayout.JAVA_BYTE);
  }

  /// The elements as binary64: the storage itself where it is `f64`.
  public static double[] doubles(Tensor t) {
    if (t.storage() instanceof Storage.F64(double[] cells)) {
      return cells;
    }
    double[] out = new double[(int) t.size()];
    if (t.storage() instanceof Storage.F32(float[] cells)) {
      for (int i = 0; i < out.length; i++) {
        out[i] = cells[i];
      }
      return out;
    }
    for (int i = 0; i < out.length; i++) {
      out[i] = t.getDouble(i);
    }
    return out;
  }

  /// The elements as integers: the storage itself where it is `i64`.
  public static long[] longs(Tensor t) {
    if (t.storage() instanceof Storage.I64(long[] cells)) {
      return cells;
    }
    long[] out = new long[(int) t.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = t.getLong(i);
    }
    return out;
  }

  /// Which elements are not zero, as bytes 0 and 1; NaN is not zero.
  public static byte[] truths(Tensor t) {
    byte[] out = new byte[(int) t.size()];
    if (t.dtype().isBool()) {
      MemorySegment.copy(t.segment(), ValueLayout.JAVA_BYTE, 0, out, 0, out.length);
      return out;
    }
    for (int i = 0; i < out.length; i++) {
      out[i] = (byte) (t.getDouble(i) != 0 ? 1 : 0);
    }
    return out;
  }

  /// The same elements in memory of their own.
  public static Tensor copied(Tensor t) {
    return reshaped(t, t.shape());
  }

  /// The same elements in another shape of the same size, copied.
  public static Tensor reshaped(Tensor t, long[] shape) {
    if (isOutside(t)) {
      return adopt(shape, floats(t));
    }
    return switch (t.storage()) {
      case Storage.F64(double[] cells) -> adopt(shape, cells.clone());
      case Storage.F32(float[] cells) -> adopt(shape, cells.clone());
      case Storage.I64(long[] cells) -> adopt(shape, cells.clone());
      case Storage.Packed(DType dtype, MemorySegment bytes) ->
          packed(dtype, shape, bytes.toArray(ValueLayout.JAVA_BYTE));
    };
  }

  /// The tensor whose element `i` is element `positions[i]` of `t`; -1 stands for zero.
  public static Tensor picked(Tensor t, long[] shape, int[] positions) {
    if (t.dtype().isBlock() || isOutside(t)) {
      return picked(adopt(t.shape(), floats(t)), shape, positions);
    }
    Tensor out = zeros(t.dtype(), shape);
    if (t.storage() instanceof Storage.F32(float[] from)
        && out.storage() instanceof Storage.F32(float[] to)) {
      for (int i = 0; i < positions.length; i++) {
        to[i] = positions[i] < 0 ? 0 : from[positions[i]];
      }
      return out;
    }
    for (int i = 0; i < positions.length; i++) {
      if (positions[i] >= 0) {
        copyElement(t, positions[i], out, i);
      }
    }
    return out;
  }

  /// Whether it is `f32` and no Java array, which is faster read at once.
  private static boolean isOutside(Tensor t) {
    return t.dtype() == DType.F32 && t.storage() instanceof Storage.Packed;
  }

  /// Copies one element between tensors of one dtype, bit by bit.
  static void copyElement(Tensor from, long at, Tensor to, long i) {
    if (from.storage() instanceof Storage.Packed p && to.storage() instanceof Storage.Packed q) {
      q.putBits(i, p.bits(at));
    } else if (from.dtype().isInteger()) {
      to.storage().setLong(i, from.getLong(at));
    } else {
      to.storage().setDouble(i, from.getDouble(at));
    }
  }

  /// Quantises to a block format; the last axis is a multiple of the block size.
  public static Tensor pack(DType format, Tensor t) {
    int block = format.blockSize();
    long last = t.rank() == 0 ? 1 : t.dim(t.rank() - 1);
    if (last % block != 0) {
      throw TensorFault.shape(
          format
              + " packs blocks of "
              + block
              + " along the last axis, but the last axis of shape "
              + Shapes.text(t.shape())
              + " has "
              + last);
    }
    return packed(format, t.shape(), BlockFormats.encode(format, floats(t)));
  }

  /// Copies `n` neighbours between tensors of one dtype.
  public static void copy(Tensor from, int at, Tensor to, int start, int n) {
    if (from.storage() instanceof Storage.F32(float[] source)
        && to.storage() instanceof Storage.F32(float[] target)) {
      System.arraycopy(source, at, target, start, n);
      return;
    }
    for (int i = 0; i < n; i++) {
      copyElement(from, at + i, to, start + i);
    }
  }
}
