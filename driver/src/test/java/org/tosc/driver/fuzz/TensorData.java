package org.tosc.driver.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;

/// Shapes and tensors. Extents are small or at the edges of blocks and vectors; half of the
/// elements are small integers, which are exact in every type.
final class TensorData {
  static final List<DType> FLOATS =
      List.of(DType.F32, DType.F64, DType.F16, DType.BF16, DType.F8E4M3, DType.F8E5M2);
  static final List<DType> INTEGERS =
      List.of(DType.I64, DType.I32, DType.I16, DType.I8, DType.I4, DType.U8);
  static final List<DType> BLOCKS = List.of(DType.Q8_0, DType.Q4_0, DType.NVFP4);
  static final List<DType> ALL =
      List.of(
          DType.F32,
          DType.F64,
          DType.F16,
          DType.BF16,
          DType.F8E4M3,
          DType.F8E5M2,
          DType.I64,
          DType.I32,
          DType.I16,
          DType.I8,
          DType.I4,
          DType.U8,
          DType.BOOL);

  private static final int[] EXTENTS = {2, 1, 3, 0, 4, 5, 8, 7, 16, 17, 32, 33};
  private static final int MOST_ELEMENTS = 700;
  private static final double[] SPECIALS = {
    0,
    -0.0,
    1,
    -1,
    0.5,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NaN,
    Double.MIN_VALUE,
    Double.MAX_VALUE,
    Float.MIN_VALUE,
    Float.MAX_VALUE,
    0x1p-14,
    0x1p-24,
    65504,
    65519,
    65520,
    1.00048828125,
    1.00390625,
    1.01171875,
    448,
    464,
    0x1p-9,
    1e-3,
    -1e6,
    0.1
  };

  /// What elements are like. Sums take only what every order of adding gives nearly the same.
  enum Range {
    ANYTHING,
    MODERATE,
    POSITIVE
  }

  private final Choices c;

  TensorData(Choices c) {
    this.c = c;
  }

  long extent() {
    return EXTENTS[c.below(EXTENTS.length)];
  }

  /// An extent that is not 0, and not large.
  long small() {
    return 1L + c.below(5);
  }

  long[] shape(int leastAxes, int mostAxes) {
    long[] shape = new long[leastAxes + c.below(mostAxes - leastAxes + 1)];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = extent();
    }
    return limited(shape);
  }

  /// With fewer elements, where there would be many.
  static long[] limited(long... shape) {
    long[] out = shape.clone();
    long size = 1;
    for (int i = out.length - 1; i >= 0; i--) {
      if (size * out[i] > MOST_ELEMENTS) {
        out[i] = Math.min(out[i], 2);
      }
      size *= Math.max(1, out[i]);
    }
    return out;
  }

  /// What broadcasts to a shape: leading axes left out, others of extent 1.
  long[] narrowed(long[] shape) {
    long[] out =
        Arrays.copyOfRange(shape, c.rarely(3) ? c.below(shape.length + 1) : 0, shape.length);
    for (int i = 0; i < out.length; i++) {
      if (c.rarely(4)) {
        out[i] = 1;
      }
    }
    return out;
  }

  /// A tensor of one of these types; rarely one of another type or shape, which most operations
  /// refuse.
  Tensor tensor(List<DType> types, Range range, long... shape) {
    int mistake = c.below(40);
    DType dtype = c.pick(mistake == 39 ? ALL : types);
    return filled(dtype, range, mistake == 38 ? shape(0, 3) : shape);
  }

  /// Packed blocks where the last axis allows it.
  Tensor packed(DType dtype, Range range, long... shape) {
    boolean fits = shape.length > 0 && shape[shape.length - 1] % dtype.blockSize() == 0;
    return filled(fits ? dtype : DType.F32, range, shape);
  }

  /// Integers from `low` up to `high`, exclusive; rarely one that lies outside.
  Tensor indexes(long low, long high, long... shape) {
    DType dtype = c.pick(INTEGERS);
    int seed = c.below(1 << 16);
    long span = Math.max(1, high - low + (c.rarely(15) ? 2 : 0));
    SplittableRandom random = new SplittableRandom(seed);
    long[] values = new long[count(shape)];
    for (int i = 0; i < values.length; i++) {
      values[i] = low + (seed == 0 ? 0 : random.nextLong(span));
    }
    return Tensor.ofLongs(dtype, shape, clamped(dtype, values));
  }

  static Tensor of(DType dtype, double value) {
    return Tensor.ofDoubles(dtype, new long[0], new double[] {value});
  }

  private Tensor filled(DType dtype, Range range, long... shape) {
    int kind = c.below(4);
    int seed = c.below(1 << 16);
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[count(shape)];
    for (int i = 0; i < values.length; i++) {
      values[i] = seed == 0 ? i % 3 : element(kind, range, dtype, random);
    }
    if (dtype.isInteger()) {
      long[] whole = new long[values.length];
      for (int i = 0; i < whole.length; i++) {
        boolean isEdge = range == Range.ANYTHING && kind == 3 && random.nextInt(3) == 0;
        whole[i] = isEdge ? edge(dtype, random) : (long) values[i];
      }
      return Tensor.ofLongs(dtype, shape, clamped(dtype, whole));
    }
    if (dtype.isBool()) {
      return Tensor.ofLongs(
          dtype, shape, Arrays.stream(values).mapToLong(v -> v > 0 ? 1 : 0).toArray());
    }
    return Tensor.ofDoubles(dtype, shape, values);
  }

  private static double element(int kind, Range range, DType dtype, SplittableRandom random) {
    double value =
        switch (kind) {
          case 0, 1 -> random.nextInt(kind == 0 ? 4 : 17) - (kind == 0 ? 1 : 8);
          case 2 -> (random.nextDouble() - 0.5) * 8;
          default ->
              range == Range.ANYTHING && dtype.isFloat()
                  ? SPECIALS[random.nextInt(SPECIALS.length)]
                  : random.nextInt(9) * 0.25 - 1;
        };
    return range == Range.POSITIVE ? Math.abs(value) : value;
  }

  private static long least(DType dtype) {
    return dtype == DType.U8 ? 0 : -1L << (dtype.bits() - 1);
  }

  private static long most(DType dtype) {
    return dtype == DType.U8 ? 255 : ~least(dtype);
  }

  private static long edge(DType dtype, SplittableRandom random) {
    return switch (random.nextInt(4)) {
      case 0 -> least(dtype);
      case 1 -> most(dtype);
      case 2 -> most(dtype) / 2 + 1;
      default -> least(dtype) / 2;
    };
  }

  private static long[] clamped(DType dtype, long[] values) {
    return Arrays.stream(values).map(v -> Math.clamp(v, least(dtype), most(dtype))).toArray();
  }

  static int count(long[] shape) {
    return (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
  }
}
