package org.tosc.tir.interp;

import java.util.Arrays;
import java.util.List;
import org.tosc.tir.ir.Scalar;

/// Quantisation: which numbers packed blocks hold.
///
/// `q8_0` and `q4_0` are GGML's (`ggml-quants.c`, `quantize_row_q8_0_ref`,
/// `quantize_row_q4_0_ref`), whose arithmetic is binary32; `nvfp4` has one E4M3 scale, `max|x| /
/// 6`, for 16 E2M1 elements.
final class OracleBlocks {
  private OracleBlocks() {}

  /// The numbers that blocks of a format hold for these.
  static double[] held(Scalar format, double[] numbers) {
    double[] out = new double[numbers.length];
    for (int from = 0; from < numbers.length; from += format.blockSize()) {
      float[] block = new float[format.blockSize()];
      for (int j = 0; j < block.length; j++) {
        block[j] = (float) numbers[from + j];
      }
      double[] held =
          switch (format) {
            case Q8_0 -> q8(block);
            case Q4_0 -> q4(block);
            case NVFP4 -> fp4(block);
            case I1, I4, I8, I16, I32, I64, U8, U16, U32, U64, INDEX, F8E4M3, F8E5M2 ->
                throw noBlock(format);
            case F16, BF16, F32, F64 -> throw noBlock(format);
          };
      System.arraycopy(held, 0, out, from, held.length);
    }
    return out;
  }

  private static IllegalStateException noBlock(Scalar format) {
    return new IllegalStateException(format + " is no block format");
  }

  private static double[] q8(float[] x) {
    float most = 0;
    for (float v : x) {
      most = Math.max(most, Math.abs(v));
    }
    float d = most / 127;
    float inverse = 1 / d <= Float.MAX_VALUE ? 1 / d : 0;
    float scale = (float) Rounding.round(Scalar.F16, d);
    double[] out = new double[x.length];
    for (int j = 0; j < x.length; j++) {
      float q = x[j] * inverse;
      out[j] = (float) (Math.copySign(Math.floor(Math.abs((double) q) + 0.5), q) * scale);
    }
    return out;
  }

  private static double[] q4(float[] x) {
    float most = 0;
    for (float v : x) {
      most = Math.abs(v) > Math.abs(most) ? v : most;
    }
    float d = most / -8;
    float inverse = d == 0 ? 0 : 1 / d;
    float scale = (float) Rounding.round(Scalar.F16, d);
    double[] out = new double[x.length];
    for (int j = 0; j < x.length; j++) {
      int q = Math.min(15, (int) (x[j] * inverse + 8.5f));
      out[j] = (q - 8) * scale;
    }
    return out;
  }

  private static double[] fp4(float[] x) {
    float most = 0;
    for (float v : x) {
      most = Math.max(most, Math.abs(v));
    }
    double scale = Rounding.round(Scalar.F8E4M3, Math.min(most / 6.0, 448));
    double[] out = new double[x.length];
    for (int j = 0; j < x.length; j++) {
      boolean isEmpty = scale == 0 || Double.isNaN(scale);
      out[j] = (isEmpty ? 0 : Rounding.e2m1(x[j] / scale)) * scale;
    }
    return out;
  }

  static List<OracleTensor> quantize(OracleCall call) {
    if (call.element() != Scalar.I8) {
      return List.of(call.x().as(call.element()));
    }
    OracleTensor x = call.x().as(Scalar.F32);
    double most = Arrays.stream(x.reals()).map(Math::abs).reduce(0, Math::max);
    if (!Double.isFinite(most)) {
      throw new GuestFault("ValueError", "`quantize` to i8 needs finite numbers, found " + most);
    }
    float scale = (float) (most / 127);
    long[] q = new long[x.size()];
    Arrays.setAll(
        q, i -> scale == 0 ? 0 : (long) Math.clamp(Math.rint(x.real(i) / scale), -127, 127));
    return List.of(call.integers(q), OracleTensor.reals(Scalar.F32, new long[0], scale));
  }

  static OracleTensor dequantize(OracleCall call) {
    OracleTensor x = call.x();
    OracleTensor wide = x.isWhole() ? scaled(x, call.tensor(1)) : x;
    return call.reals(wide.reals());
  }

  /// Integers times one scale, in binary32.
  static OracleTensor scaled(OracleTensor x, OracleTensor scale) {
    float factor = (float) scale.real(0);
    double[] out = Arrays.stream(x.reals()).map(v -> (float) v * factor).toArray();
    return OracleTensor.reals(Scalar.F32, x.shape(), out);
  }
}
