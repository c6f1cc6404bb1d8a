package org.tosc.rt.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The block-quantised layouts.
///
/// | format | bytes per block | layout | value |
/// |---|---|---|---|
/// | `q8_0` | 34 of 32 elements | f16 `d`, 32 × i8 `q` | `q · d` |
/// | `q4_0` | 18 of 32 elements | f16 `d`, 16 bytes; element j is the low nibble of byte j, element j+16 the high one | `(q - 8) · d` |
/// | `nvfp4` | 9 of 16 elements | e4m3 `s`, 8 bytes; element 2j is the low nibble of byte j | `e2m1(q) · s` |
///
/// `q8_0` and `q4_0` and their rounding are those of GGML (`ggml-quants.c`,
/// `quantize_row_q8_0_ref`, `quantize_row_q4_0_ref`). `nvfp4` is NVIDIA's FP4 with one E4M3 scale
/// per 16 elements, without the optional per-tensor scale: the scale is `max|x| / 6` rounded to
/// E4M3 and at most 448, so magnitudes above 2688 saturate; a block with a NaN has a NaN scale.
public final class BlockFormats {
  private static final double E2M1_MAX = 6;
  private static final double E4M3_MAX = 448;

  private BlockFormats() {}

  /// The value of element `i` of a packed segment.
  static double element(DType dtype, MemorySegment data, long i) {
    long block = i / dtype.blockSize();
    int j = (int) (i % dtype.blockSize());
    long at = block * dtype.blockBytes();
    return switch (dtype) {
      case Q8_0 -> data.get(ValueLayout.JAVA_BYTE, at + 2 + j) * half(data, at);
      case Q4_0 -> (nibble(data, at + 2 + j % 16, j / 16) - 8) * half(data, at);
      case NVFP4 -> fp4(data, at, j);
      case F64, F32, F16, BF16, F8E4M3, F8E5M2, I64, I32, I16, I8, I4, U64, U32, U16, U8, BOOL ->
          throw notBlock(dtype);
    };
  }

  /// Decodes whole blocks, from element `from` on, up to the end of `out`.
  ///
  /// @param from a multiple of the block size, as is the length of `out`
  public static void decode(Tensor t, long from, float[] out) {
    DType dtype = t.dtype();
    long at = from / dtype.blockSize() * dtype.blockBytes();
    decode(dtype, t.segment(), at, out, 0, out.length);
  }

  /// Decodes whole blocks that begin at a byte.
  ///
  /// @param count how many elements: a multiple of the block size
  public static void decode(
      DType dtype, MemorySegment data, long at, float[] out, int to, int count) {
    int size = dtype.blockSize();
    long block = at;
    for (int i = to; i < to + count; i += size) {
      switch (dtype) {
        case Q8_0 -> decodeQ8(data, block, out, i);
        case Q4_0 -> decodeQ4(data, block, out, i);
        case NVFP4 -> decodeFp4(data, block, out, i);
        case F64, F32, F16, BF16, F8E4M3, F8E5M2, I64, I32, I16, I8, I4, U64, U32, U16, U8, BOOL ->
            throw notBlock(dtype);
      }
      block += dtype.blockBytes();
    }
  }

  private static void decodeQ8(MemorySegment data, long at, float[] out, int i) {
    float d = half(data, at);
    for (int j = 0; j < 32; j++) {
      out[i + j] = data.get(ValueLayout.JAVA_BYTE, at + 2 + j) * d;
    }
  }

  private static void decodeQ4(MemorySegment data, long at, float[] out, int i) {
    float d = half(data, at);
    for (int j = 0; j < 16; j++) {
      int both = data.get(ValueLayout.JAVA_BYTE, at + 2 + j);
      out[i + j] = ((both & 0xF) - 8) * d;
      out[i + j + 16] = ((both >> 4 & 0xF) - 8) * d;
    }
  }

  private static void decodeFp4(MemorySegment data, long at, float[] out, int i) {
    for (int j = 0; j < DType.NVFP4.blockSize(); j++) {
      out[i + j] = fp4(data, at, j);
    }
  }

  /// The value of element `j` of the block at a byte.
  private static float fp4(MemorySegment data, long at, int j) {
    return (float) FloatFormat.E2M1.decode(nibble(data, at + 1 + j / 2, j % 2))
        * (float) FloatFormat.E4M3.decode(data.get(ValueLayout.JAVA_BYTE, at));
  }

  /// Packs `values`, whose number is a multiple of the block size.
  static byte[] encode(DType dtype, float[] values) {
    byte[] out = new byte[Math.toIntExact(dtype.byteSize(values.length))];
    encode(dtype, values, 0, values.length, MemorySegment.ofArray(out), 0);
    return out;
  }

  /// Packs numbers of `f32`, as many as whole blocks take.
  public static void encode(DType dtype, MemorySegment values, MemorySegment blocks) {
    int size = dtype.blockSize();
    float[] block = new float[size];
    long bytes = (long) size * Float.BYTES;
    for (long i = 0; i < values.byteSize() / bytes; i++) {
      MemorySegment.copy(values, Storage.Packed.FLOAT, i * bytes, block, 0, size);
      encode(dtype, block, 0, size, blocks, i * dtype.blockBytes());
    }
  }

  /// Packs numbers into whole blocks that begin at a byte.
  ///
  /// @param count how many elements: a multiple of the block size
  public static void encode(
      DType dtype, float[] values, int from, int count, MemorySegment data, long at) {
    int size = dtype.blockSize();
    long block = at;
    for (int i = from; i < from + count; i += size) {
      switch (dtype) {
        case Q8_0 -> encodeQ8(values, i, data, block);
        case Q4_0 -> encodeQ4(values, i, data, block);
        case NVFP4 -> encodeFp4(values, i, data, block);
        case F64, F32, F16, BF16, F8E4M3, F8E5M2, I64, I32, I16, I8, I4, U64, U32, U16, U8, BOOL ->
            throw notBlock(dtype);
      }
      block += dtype.blockBytes();
    }
  }

  private static void encodeQ8(float[] x, int from, MemorySegment data, long at) {
    float max = 0;
    for (int j = 0; j < 32; j++) {
      max = Math.max(max, Math.abs(x[from + j]));
    }
    float d = max / 127;
    // All are 0 where the scale is, or nearly: below 2^-128 nothing would be left of it as f16.
    float inverse = 1 / d <= Float.MAX_VALUE ? 1 / d : 0;
    putHalf(data, at, d);
    for (int j = 0; j < 32; j++) {
      data.set(ValueLayout.JAVA_BYTE, at + 2 + j, (byte) roundAway(x[from + j] * inverse));
    }
  }

  /// C's `roundf` for what fits an `int`: to nearest, halves away from zero.
  private static int roundAway(float x) {
    int whole = (int) x;
    float rest = x - whole; // exact
    return whole + (rest >= 0.5f ? 1 : 0) - (rest <= -0.5f ? 1 : 0);
  }

  private static void encodeQ4(float[] x, int from, MemorySegment data, long at) {
    float max = 0; // the value of the largest magnitude, with its sign
    for (int j = 0; j < 32; j++) {
      if (Math.abs(x[from + j]) > Math.abs(max)) {
        max = x[from + j];
      }
    }
    float d = max / -8;
    float inverse = d != 0 ? 1 / d : 0;
    putHalf(data, at, d);
    for (int j = 0; j < 16; j++) {
      int low = Math.min(15, (int) (x[from + j] * inverse + 8.5f));
      int high = Math.min(15, (int) (x[from + 16 + j] * inverse + 8.5f));
      data.set(ValueLayout.JAVA_BYTE, at + 2 + j, (byte) (low | high << 4));
    }
  }

  private static void encodeFp4(float[] x, int from, MemorySegment data, long at) {
    float max = 0;
    for (int j = 0; j < 16; j++) {
      max = Math.max(max, Math.abs(x[from + j]));
    }
    long code =
        FloatFormat.E4M3.encode(Float.isNaN(max) ? max : Math.min(max / E2M1_MAX, E4M3_MAX));
    double scale = FloatFormat.E4M3.decode(code);
    data.set(ValueLayout.JAVA_BYTE, at, (byte) code);
    for (int j = 0; j < 8; j++) {
      long low = fp4(x[from + 2 * j], scale);
      long high = fp4(x[from + 2 * j + 1], scale);
      data.set(ValueLayout.JAVA_BYTE, at + 1 + j, (byte) (low | high << 4));
    }
  }

  private static long fp4(float x, double scale) {
    return scale == 0 || Double.isNaN(scale) ? 0 : FloatFormat.E2M1.encode(x / scale);
  }

  private static int nibble(MemorySegment data, long at, int high) {
    return (data.get(ValueLayout.JAVA_BYTE, at) >> (4 * high)) & 0xF;
  }

  private static float half(MemorySegment data, long at) {
    return Float.float16ToFloat(data.get(Storage.Packed.SHORT, at));
  }

  private static void putHalf(MemorySegment data, long at, float d) {
    data.set(Storage.Packed.SHORT, at, Float.floatToFloat16(d));
  }

  private static TensorFault notBlock(DType dtype) {
    return TensorFault.dtype(dtype + " is not a block format; those are nvfp4, q8_0 and q4_0");
  }
}
