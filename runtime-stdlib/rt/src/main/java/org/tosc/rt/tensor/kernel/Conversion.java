package org.tosc.rt.tensor.kernel;

import java.util.List;
import java.util.Map;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Raw;
import org.tosc.rt.tensor.Shapes;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorFault;

/// Changes of dtype: rounding casts, and quantisation to the formats of
/// [org.tosc.rt.tensor.BlockFormats].
public final class Conversion {
  private static final double I8_MAX = 127;

  private Conversion() {}

  public static Map<String, Kernel> table() {
    return Map.of(
        "cast", Conversion::castCopy,
        "quantize", Conversion::quantize,
        "dequantize", Conversion::dequantize,
        "qmatmul", Conversion::qmatmul);
  }

  private static Tensor castCopy(Call call) {
    Tensor t = call.tensor(0);
    DType dtype = call.has(1) ? dtypeOf(call.operand(1)) : call.dtype(DType.F32);
    return copy(t, dtype);
  }

  /// A new tensor with the elements of `t` as `dtype`.
  static Tensor copy(Tensor t, DType dtype) {
    return dtype == t.dtype() ? Raw.copied(t) : cast(t, dtype);
  }

  private static DType dtypeOf(Object value) {
    return value instanceof DType d ? d : DType.parse(value.toString());
  }

  /// `t` as `dtype`: floats round to nearest even, integers truncate toward zero and must fit,
  /// block formats quantise. The same dtype gives `t` itself.
  static Tensor cast(Tensor t, DType dtype) {
    if (t.dtype() == dtype) {
      return t;
    }
    if (dtype.isBlock()) {
      return Raw.pack(dtype, t);
    }
    if (dtype.isBool()) {
      return Raw.adoptBools(t.shape(), Raw.truths(t));
    }
    boolean whole = t.dtype().isInteger() || t.dtype().isBool();
    if (whole && dtype.isInteger()) {
      return Raw.checked(dtype, t.shape(), Raw.longs(t).clone());
    }
    if (dtype == DType.F32 && !whole) {
      return Raw.adopt(t.shape(), Raw.floats(t));
    }
    if (t.dtype() == DType.F32) {
      return Raw.rounded(dtype, t.shape(), Raw.floats(t));
    }
    return whole
        ? Tensor.ofLongs(dtype, t.shape(), Raw.longs(t))
        : Raw.rounded(dtype, t.shape(), t.toDoubles());
  }

  /// `q8_0`, `q4_0` and `nvfp4` give a block tensor; `i8` gives `[values, scale]` with one `f32`
  /// scale, `max|x| / 127`.
  private static Object quantize(Call call) {
    Tensor t = call.tensor(0);
    DType format = call.dtype("format", DType.Q8_0);
    if (format.isBlock()) {
      return Raw.pack(format, t);
    }
    if (format != DType.I8) {
      throw TensorFault.dtype(
          "`quantize` knows the formats q8_0, q4_0, nvfp4 and i8, found `" + format + "`");
    }
    float[] x = Raw.floats(t);
    double max = 0;
    for (float v : x) {
      if (!Float.isFinite(v)) {
        throw TensorFault.value("`quantize` to i8 takes finite values, found " + v);
      }
      max = Math.max(max, Math.abs(v));
    }
    float scale = (float) (max / I8_MAX);
    long[] q = new long[x.length];
    for (int i = 0; i < x.length; i++) {
      q[i] = scale == 0 ? 0 : (long) Math.clamp(Math.rint(x[i] / (double) scale), -I8_MAX, I8_MAX);
    }
    return List.of(Raw.checked(DType.I8, t.shape(), q), Tensor.scalar(DType.F32, (double) scale));
  }

  /// A block tensor, or an integer tensor and its scale, as floats.
  private static Tensor dequantize(Call call) {
    Tensor t = call.tensor(0);
    DType dtype = call.dtype(DType.F32);
    requireQuantized(call, t, 1);
    return cast(t.dtype().isBlock() ? t : scaled(t, call.tensor(1)), dtype);
  }

  /// Requires packed blocks, or integers and their scale as another operand.
  private static void requireQuantized(Call call, Tensor t, int scale) {
    if (!t.dtype().isBlock() && !(t.dtype().isInteger() && call.has(scale))) {
      throw TensorFault.dtype(
          "`"
              + call.op()
              + "` needs packed blocks, or integers and their scale, found "
              + t.dtype());
    }
  }

  private static Tensor scaled(Tensor t, Tensor scale) {
    if (scale.size() != 1) {
      throw TensorFault.shape(
          "`dequantize` takes one scale, found shape " + Shapes.text(scale.shape()));
    }
    float factor = (float) scale.getDouble(0);
    float[] out = new float[(int) t.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) t.getDouble(i) * factor;
    }
    return Raw.adopt(t.shape(), out);
  }

  /// `qmatmul(x, w)` is `x · wᵀ` for a quantised `w` of shape `[n, k]`, quantised along `k` as GGML
  /// stores weights; a third operand is the scale of an `i8` `w`. The result has the float dtype of
  /// `x`.
  private static Tensor qmatmul(Call call) {
    Tensor x = call.floatTensor(0);
    Tensor w = call.tensor(1);
    if (w.rank() != 2) {
      throw TensorFault.shape(
          "`qmatmul` takes weights of shape [n, k], found " + Shapes.text(w.shape()));
    }
    if (x.rank() == 0 || x.dim(x.rank() - 1) != w.dim(1)) {
      throw TensorFault.shape(
          "cannot multiply "
              + Shapes.text(x.shape())
              + " by the transposed weights "
              + Shapes.text(w.shape())
              + ": axis "
              + (x.rank() - 1)
              + " of the left and axis 1 of the"
              + " right differ");
    }
    requireQuantized(call, w, 2);
    long rows = w.dim(1) == 0 ? 0 : x.size() / w.dim(1);
    boolean isSmall = rows > 0 && rows <= PackedProduct.MOST_ROWS && w.dim(0) > 1;
    if (w.dtype().isBlock() && x.dtype() != DType.F64 && isSmall) {
      long[] shape = Shapes.splice(x.shape(), x.rank() - 1, x.rank(), w.dim(0));
      return Raw.rounded(Call.floatOf(x.dtype()), shape, PackedProduct.multiply(Raw.floats(x), w));
    }
    Tensor wide = w.dtype().isInteger() ? scaled(w, call.tensor(2)) : cast(w, DType.F32);
    return MatMul.multiply(x, Layout.permute(wide, 1, 0), Call.floatOf(x.dtype()));
  }
}
