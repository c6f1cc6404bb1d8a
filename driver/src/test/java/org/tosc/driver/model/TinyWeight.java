package org.tosc.driver.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntToDoubleFunction;
import org.tosc.models.weights.WeightFormat;

/// A weight of a tiny model: its bytes in a file, and the numbers that these stand for.
///
/// Formats are written as ggml's `quantize_row_q4_0_ref` and `quantize_row_q8_0_ref` describe them,
/// and not by the project's own encoder, which is thereby checked too.
@SuppressWarnings("ArrayRecordComponent") // never compared
record TinyWeight(WeightFormat format, long[] shape, byte[] bytes, double[] cells) {
  private static final int BLOCK = 32;

  static TinyWeight of(float[] numbers, long... shape) {
    return encoded(WeightFormat.F32, numbers, shape);
  }

  /// The nearest numbers of another format.
  TinyWeight in(WeightFormat other) {
    float[] numbers = new float[cells.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) cells[i];
    }
    return encoded(other, numbers, shape);
  }

  /// A weight of other numbers, given by their places.
  TinyWeight mapped(long[] other, IntToDoubleFunction number) {
    float[] numbers = new float[cells.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) number.applyAsDouble(i);
    }
    return encoded(format, numbers, other);
  }

  private static TinyWeight encoded(WeightFormat format, float[] numbers, long[] shape) {
    ByteBuffer out =
        ByteBuffer.allocate((int) format.byteSize(numbers.length)).order(ByteOrder.LITTLE_ENDIAN);
    double[] cells = new double[numbers.length];
    int step = format.blockSize();
    for (int at = 0; at < numbers.length; at += step) {
      switch (format) {
        case F32 -> cells[at] = f32(out, numbers[at]);
        case F64 -> cells[at] = f64(out, numbers[at]);
        case F16 -> cells[at] = f16(out, numbers[at]);
        case BF16 -> cells[at] = bf16(out, numbers[at]);
        case Q8_0 -> q8(out, numbers, at, cells);
        case Q4_0 -> q4(out, numbers, at, cells);
        case Q5_1 -> q51(out, numbers, at, cells);
        case Q4_K -> TinySuperBlocks.pairs(out, numbers, at, cells, 15);
        case Q5_K -> TinySuperBlocks.pairs(out, numbers, at, cells, 31);
        case Q6_K -> TinySuperBlocks.q6(out, numbers, at, cells);
        // The others have tests of their own, with vectors of ggml.
        default -> throw new AssertionError(format);
      }
    }
    return new TinyWeight(format, shape, out.array(), cells);
  }

  private static double f32(ByteBuffer out, float x) {
    out.putFloat(x);
    return x;
  }

  private static double f64(ByteBuffer out, float x) {
    out.putDouble(x);
    return x;
  }

  private static double f16(ByteBuffer out, float x) {
    out.putShort(Float.floatToFloat16(x));
    return half(x);
  }

  private static float half(float x) {
    return Float.float16ToFloat(Float.floatToFloat16(x));
  }

  /// Cuts the lower half off, which is a number of the format, if not the nearest.
  private static double bf16(ByteBuffer out, float x) {
    int bits = Float.floatToRawIntBits(x) & 0xFFFF_0000;
    out.putShort((short) (bits >>> 16));
    return Float.intBitsToFloat(bits);
  }

  private static void q8(ByteBuffer out, float[] x, int at, double[] cells) {
    float most = 0;
    for (int i = 0; i < BLOCK; i++) {
      most = Math.max(most, Math.abs(x[at + i]));
    }
    float d = half(most / 127);
    out.putShort(Float.floatToFloat16(d));
    for (int i = 0; i < BLOCK; i++) {
      int q = Math.clamp(d == 0 ? 0 : Math.round(x[at + i] / d), -127, 127);
      out.put((byte) q);
      cells[at + i] = (double) d * q;
    }
  }

  /// Element i is in the lower half of byte i, element i + 16 in the upper one.
  private static void q4(ByteBuffer out, float[] x, int at, double[] cells) {
    float most = 0;
    for (int i = 0; i < BLOCK; i++) {
      most = Math.abs(x[at + i]) > Math.abs(most) ? x[at + i] : most;
    }
    float d = half(most / -8);
    out.putShort(Float.floatToFloat16(d));
    int[] q = new int[BLOCK];
    for (int i = 0; i < BLOCK; i++) {
      q[i] = Math.clamp(d == 0 ? 8 : Math.round(x[at + i] / d) + 8, 0, 15);
      cells[at + i] = (double) d * (q[i] - 8);
    }
    for (int i = 0; i < BLOCK / 2; i++) {
      out.put((byte) (q[i] | (q[i + BLOCK / 2] << 4)));
    }
  }

  /// A scale and a minimum, the fifth bits, and the lower four bits as in `q4_0`.
  private static void q51(ByteBuffer out, float[] x, int at, double[] cells) {
    float least = Float.MAX_VALUE;
    float most = -Float.MAX_VALUE;
    for (int i = 0; i < BLOCK; i++) {
      least = Math.min(least, x[at + i]);
      most = Math.max(most, x[at + i]);
    }
    float d = half((most - least) / 31);
    float m = half(least);
    out.putShort(Float.floatToFloat16(d)).putShort(Float.floatToFloat16(m));
    int[] q = new int[BLOCK];
    int fifth = 0;
    for (int i = 0; i < BLOCK; i++) {
      q[i] = Math.clamp(d == 0 ? 0 : Math.round((x[at + i] - m) / d), 0, 31);
      fifth |= (q[i] >>> 4) << i;
      cells[at + i] = (double) d * q[i] + m;
    }
    out.putInt(fifth);
    for (int i = 0; i < BLOCK / 2; i++) {
      out.put((byte) ((q[i] & 15) | ((q[i + BLOCK / 2] & 15) << 4)));
    }
  }
}
