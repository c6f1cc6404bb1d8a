package org.tosc.backends.triton.python;

import org.tosc.backends.triton.block.Tile;
import org.tosc.tir.ir.Scalar;

/// Numbers as text.
final class Literals {
  private Literals() {}

  /// A number of Python is `f32` where Triton makes a tile of it, so that all others say what they
  /// are.
  static String real(Scalar element, double value) {
    String text = real(element == Scalar.F32 ? (float) value : value);
    return element == Scalar.F32 ? text : solid(element, text);
  }

  /// A number as a tile.
  static String solid(Scalar element, String text) {
    return text.startsWith("tl.full(")
        ? text
        : "tl.full((), " + text + ", " + Dtypes.triton(element) + ")";
  }

  private static String real(double value) {
    if (Double.isNaN(value)) {
      return "float(\"nan\")";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "float(\"inf\")" : "float(\"-inf\")";
    }
    return Double.toString(value).replace('E', 'e');
  }

  static String whole(Scalar element, long value) {
    if (element == Scalar.I1) {
      return value == 0 ? "False" : "True";
    }
    String text = Long.toString(value);
    return element == Scalar.I32 ? text : solid(element, text);
  }

  /// How exact a product is.
  static String precision(Tile acc) {
    String more = acc.element() == Scalar.I32 ? ", out_dtype=tl.int32" : "";
    return ", input_precision=\"ieee\"" + more + ")";
  }
}
