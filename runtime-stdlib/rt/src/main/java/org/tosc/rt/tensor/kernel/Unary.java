package org.tosc.rt.tensor.kernel;

import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongUnaryOperator;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Raw;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorFault;

/// Element-wise operations of one operand.
public final class Unary {
  private Unary() {}

  public static Map<String, Kernel> table() {
    Map<String, Kernel> table = new HashMap<>();
    for (UnaryFunction row : UnaryFunction.values()) {
      table.put(row.op(), call -> apply(row, call.tensor(0)));
    }
    table.put("relu", Unary::relu);
    table.put("gelu", Unary::gelu);
    table.put("not", Unary::not);
    return table;
  }

  private static Tensor apply(UnaryFunction row, Tensor t) {
    LongUnaryOperator longs = row.longs();
    if (longs == null || t.dtype().isFloat() || t.dtype().isBlock()) {
      return map(t, row.doubles());
    }
    long[] in = Raw.longs(t);
    long[] out = new long[in.length];
    for (int i = 0; i < in.length; i++) {
      out[i] = longs.applyAsLong(in[i]);
    }
    return Raw.checked(t.dtype().isBool() ? DType.I64 : t.dtype(), t.shape(), out);
  }

  /// `f` of every element, computed in binary64 and rounded once.
  private static Tensor map(Tensor t, DoubleUnaryOperator f) {
    DType dtype = Call.floatOf(t.dtype());
    if (dtype == DType.F32) {
      float[] in = Raw.floats(t);
      float[] out = new float[in.length];
      for (int i = 0; i < in.length; i++) {
        out[i] = (float) f.applyAsDouble(in[i]);
      }
      return Raw.adopt(t.shape(), out);
    }
    double[] in = Raw.doubles(t);
    double[] out = new double[in.length];
    for (int i = 0; i < in.length; i++) {
      out[i] = f.applyAsDouble(in[i]);
    }
    return Raw.rounded(dtype, t.shape(), out);
  }

  /// `f32` has a loop of its own, which the JIT compiler vectorises.
  private static Tensor relu(Call call) {
    Tensor t = call.tensor(0);
    if (t.dtype() != DType.F32) {
      return apply(UnaryFunction.RELU, t);
    }
    float[] in = Raw.floats(t);
    float[] out = new float[in.length];
    for (int i = 0; i < in.length; i++) {
      out[i] = Math.max(in[i], 0f);
    }
    return Raw.adopt(t.shape(), out);
  }

  private static Tensor gelu(Call call) {
    boolean tanh = call.word("approximate", "tanh", "none").equals("tanh");
    return map(call.tensor(0), tanh ? Functions::geluTanh : Functions::geluErf);
  }

  /// Booleans logically, integers bit by bit.
  private static Tensor not(Call call) {
    Tensor t = call.tensor(0);
    if (!t.dtype().isBool() && !t.dtype().isInteger()) {
      throw TensorFault.dtype("`not` takes a bool or integer tensor, found " + t.dtype());
    }
    long mask = t.dtype().isBool() || t.dtype().isUnsigned() ? t.dtype().maxLong() : -1;
    long[] out = t.toLongs();
    for (int i = 0; i < out.length; i++) {
      out[i] ^= mask;
    }
    return Raw.checked(t.dtype(), t.shape(), out);
  }
}
