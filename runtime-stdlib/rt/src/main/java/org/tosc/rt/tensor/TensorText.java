package org.tosc.rt.tensor;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// How tensors print: `Tensor(shape=[2, 2], dtype=f32, data=[1, 2, 3, 4])`, six significant digits,
/// the middle of more than 16 elements elided.
final class TensorText {
  private static final int SHOW_ALL = 16;
  private static final int SHOW_EACH_END = 6;
  private static final MathContext DIGITS = new MathContext(6, RoundingMode.HALF_EVEN);

  private TensorText() {}

  static String of(Tensor t) {
    StringBuilder out = new StringBuilder("Tensor(shape=");
    out.append(Shapes.text(t.shape())).append(", dtype=").append(t.dtype()).append(", data=[");
    long size = t.size();
    boolean elide = size > SHOW_ALL;
    for (long i = 0; i < size; i++) {
      if (i > 0) {
        out.append(", ");
      }
      if (elide && i == SHOW_EACH_END) {
        out.append("…, ");
        i = size - SHOW_EACH_END;
      }
      out.append(element(t, i));
    }
    return out.append("])").toString();
  }

  private static String element(Tensor t, long i) {
    if (t.dtype().isBool()) {
      return t.getLong(i) != 0 ? "true" : "false";
    }
    if (t.dtype() == DType.U64) {
      return Long.toUnsignedString(t.getLong(i));
    }
    return t.dtype().isInteger() ? Long.toString(t.getLong(i)) : number(t.getDouble(i));
  }

  /// Six significant digits without trailing zeros; `d.ddde6` from 1e6 and below 1e-5.
  static String number(double x) {
    if (Double.isNaN(x)) {
      return "nan";
    }
    if (Double.isInfinite(x)) {
      return x > 0 ? "inf" : "-inf";
    }
    if (x == 0) {
      return 1 / x < 0 ? "-0" : "0";
    }
    BigDecimal rounded = new BigDecimal(x).round(DIGITS).stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent >= 6 || exponent < -5) {
      return rounded.scaleByPowerOfTen(-exponent).toPlainString() + "e" + exponent;
    }
    return rounded.toPlainString();
  }
}
