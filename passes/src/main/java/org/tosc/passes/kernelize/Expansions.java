package org.tosc.passes.kernelize;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.Value;

/// What operations on rows are in simpler operations: reductions that keep their axis, and
/// element-wise ones. The results differ from the operations' own within their tolerance.
final class Expansions {
  /// Writes an operation in other words and gives its result.
  @FunctionalInterface
  interface Expansion {
    Value write(Words w, List<Value> operands, Attributes attributes);
  }

  private static final Map<TensorOp, Expansion> TABLE = new EnumMap<>(TensorOp.class);

  static {
    TABLE.put(TensorOp.REDUCE_MEAN, Expansions::mean);
    TABLE.put(TensorOp.NORM, Expansions::norm);
    TABLE.put(TensorOp.SOFTMAX, Expansions::softmax);
    TABLE.put(TensorOp.LOG_SOFTMAX, Expansions::logSoftmax);
    TABLE.put(TensorOp.LAYERNORM, Expansions::layernorm);
    TABLE.put(TensorOp.RMSNORM, Expansions::rmsnorm);
    TABLE.put(TensorOp.CONV2D, Expansions::conv2d);
    TABLE.put(TensorOp.QMATMUL, Expansions::qmatmul);
    TABLE.put(TensorOp.DEQUANTIZE, Expansions::dequantize);
    TABLE.put(TensorOp.ATTENTION, AttentionForm::write);
  }

  private Expansions() {}

  /// How an operation is expanded, or null where it is simple already.
  static @Nullable Expansion of(TensorOp op) {
    return TABLE.get(op);
  }

  /// Images with their channels last, and the bias added afterwards.
  private static Value conv2d(Words w, List<Value> in, Attributes attributes) {
    boolean isLast = attributes.string("layout", "nhwc").equals("nhwc");
    Value x = isLast ? in.getFirst() : w.transpose(in.getFirst(), List.of(0L, 2L, 3L, 1L));
    Value sum =
        w.builder()
            .op(TensorOp.CONV2D, attributes.without("layout"), w.span(), List.of(x, in.get(1)))
            .result();
    Value biased = in.size() > 2 ? w.add(sum, in.get(2)) : sum;
    return isLast ? biased : w.transpose(biased, List.of(0L, 3L, 1L, 2L));
  }

  private static Value dequantize(Words w, List<Value> in, Attributes attributes) {
    Value wide = Widening.widened(w.builder(), in.getFirst());
    return in.size() > 1 ? w.mul(wide, in.get(1)) : wide;
  }

  /// A scale of all weights is one of the product, too, which has fewer elements.
  private static Value qmatmul(Words w, List<Value> in, Attributes attributes) {
    Value weights = w.turn(Widening.widened(w.builder(), in.get(1)));
    Value x = in.getFirst();
    boolean isPacked = Words.type(x).element().kind() == Scalar.Kind.BLOCK;
    Value rows = isPacked ? Widening.widened(w.builder(), x) : x;
    Value product = w.apply(TensorOp.MATMUL, rows, weights);
    return in.size() > 2 ? w.mul(product, in.get(2)) : product;
  }

  private static Value mean(Words w, List<Value> in, Attributes attributes) {
    Value sum =
        w.builder().op(TensorOp.REDUCE_SUM, attributes, w.span(), in.subList(0, 1)).result();
    double count = count(in.getFirst()) / count(sum);
    return w.mul(sum, w.number(1 / count, sum));
  }

  private static Value norm(Words w, List<Value> in, Attributes attributes) {
    List<Value> square = List.of(w.square(in.getFirst()));
    return w.apply(
        TensorOp.SQRT, w.builder().op(TensorOp.REDUCE_SUM, attributes, w.span(), square).result());
  }

  /// `exp(x - max)` by the reciprocal of its sum: one division for each row.
  private static Value softmax(Words w, List<Value> in, Attributes attributes) {
    Value x = in.getFirst();
    int axis = lastAxis(attributes, x);
    Value powers = w.fallingExp(w.sub(x, w.top(x, axis)));
    return w.mul(powers, w.reciprocal(w.reduce(TensorOp.REDUCE_SUM, powers, axis)));
  }

  private static Value logSoftmax(Words w, List<Value> in, Attributes attributes) {
    Value x = in.getFirst();
    int axis = lastAxis(attributes, x);
    Value shifted = w.sub(x, w.top(x, axis));
    Value sum = w.reduce(TensorOp.REDUCE_SUM, w.fallingExp(shifted), axis);
    return w.sub(shifted, w.apply(TensorOp.LOG, sum));
  }

  /// The variance is the mean square of what is left without the mean: two passes over a row, which
  /// do not cancel.
  private static Value layernorm(Words w, List<Value> in, Attributes attributes) {
    Value x = in.getFirst();
    int axis = Words.type(x).rank() - 1;
    Value rest = w.sub(x, mean(w, x, axis));
    Value variance = mean(w, w.square(rest), axis);
    Value normal = w.mul(rest, scale(w, variance, attributes, 1e-5));
    if (in.size() > 2) {
      return w.multiplyAdd(normal, in.get(1), in.get(2));
    }
    return in.size() > 1 ? w.mul(normal, in.get(1)) : normal;
  }

  private static Value rmsnorm(Words w, List<Value> in, Attributes attributes) {
    Value x = in.getFirst();
    Value meanSquare = mean(w, w.square(x), Words.type(x).rank() - 1);
    Value normal = w.mul(x, scale(w, meanSquare, attributes, 1e-6));
    return in.size() > 1 ? w.mul(normal, in.get(1)) : normal;
  }

  /// `1 / √(x + eps)`.
  private static Value scale(Words w, Value x, Attributes attributes, double otherwise) {
    double eps = attributes.number("eps", otherwise);
    return w.apply(TensorOp.RSQRT, w.add(x, w.number(eps, x)));
  }

  private static Value mean(Words w, Value x, int axis) {
    return w.mul(
        w.reduce(TensorOp.REDUCE_SUM, x, axis), w.number(1.0 / Words.shape(x).get(axis), x));
  }

  private static int lastAxis(Attributes attributes, Value x) {
    return Words.axis(attributes, "axis", -1, Words.type(x).rank());
  }

  private static double count(Value x) {
    return Words.shape(x).stream().mapToDouble(Long::doubleValue).reduce(1, (a, b) -> a * b);
  }
}
