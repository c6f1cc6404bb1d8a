package org.tosc.rt.builtin;

import static org.tosc.rt.builtin.TensorCalls.row;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.ops.Arithmetic;
import org.tosc.rt.ops.Iterate;
import org.tosc.rt.ops.Tensors;
import org.tosc.rt.ops.Truth;
import org.tosc.rt.session.Session;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.value.ListValue;

/// Operations of tensors; a number or list beside a tensor is taken as one.
final class TensorGroup {
  private TensorGroup() {}

  static List<Builtin> rows() {
    return List.of(
        operator("add", "a + b", Arithmetic::add).as("tensor_add", "matrix_add").on("tensor"),
        operator("sub", "a - b", Arithmetic::sub).as("tensor_sub", "matrix_sub").on("tensor"),
        operator("mul", "a * b", Arithmetic::mul).as("tensor_mul", "matrix_mul").on("tensor"),
        operator("div", "a / b", Arithmetic::div).as("tensor_div").on("tensor"),
        operator("matmul", "a @ b", Arithmetic::matmul)
            .as("tensor_matmul", "matrix_matmul")
            .on("tensor"),
        Builtin.of("neg(x)", "-x", (_, a) -> Arithmetic.neg(a[0])).as("tensor_neg").on("tensor"),
        row("relu(x)", "x where it is above 0, else 0", "relu", 1).on("tensor"),
        row("sigmoid(x)", "1 / (1 + exp(-x))", "sigmoid", 1).on("tensor"),
        row("silu(x)", "x · sigmoid(x)", "silu", 1).on("tensor"),
        row(
                "gelu(x, approximate=nil)",
                "the Gaussian error unit; approximate is \"tanh\" or" + " \"none\"",
                "gelu",
                1)
            .on("tensor"),
        row("erf(x)", "the error function", "erf", 1).on("tensor"),
        Builtin.of(
                "where(condition, a, b)", "a where the condition holds, else b", TensorGroup::where)
            .on("tensor"),
        position("argmax", "the position of the greatest", true).on("tensor", "list"),
        position("argmin", "the position of the least", false).on("tensor", "list"),
        Builtin.of("cumsum(x, axis=nil)", "the sums up to each element", TensorGroup::cumsum)
            .on("tensor", "list"),
        row("topk(x, k, axis=nil)", "[the k greatest, their positions]", "topk", 1).on("tensor"),
        row("softmax(x, axis=nil)", "exp(x) over its sum along an axis", "softmax", 1).on("tensor"),
        row("log_softmax(x, axis=nil)", "the logarithm of softmax", "log_softmax", 1).on("tensor"),
        row(
                "layernorm(x, gamma=nil, beta=nil, eps=nil)",
                "the last axis with mean 0 and" + " deviation 1, scaled and moved",
                "layernorm",
                3)
            .on("tensor"),
        row(
                "rmsnorm(x, gamma=nil, eps=nil)",
                "the last axis with mean square 1, scaled",
                "rmsnorm",
                2)
            .on("tensor"),
        row(
                "rope(x, base=nil, interleaved=nil, offset=nil)",
                "pairs of features turned by" + " angles that grow with the position",
                "rope",
                1)
            .on("tensor"),
        row(
                "attention(q, k, v, mask=nil, causal=nil, scale=nil, heads=nil, kv_heads=nil)",
                "softmax(q @ transpose(k) · scale + mask) @ v",
                "attention",
                4)
            .on("tensor"),
        row(
                "conv2d(x, filters, bias=nil, stride=nil, padding=nil, dilation=nil, groups=nil,"
                    + " layout=nil)",
                "images under sliding filters",
                "conv2d",
                3)
            .on("tensor"),
        row(
                "pool(x, window=nil, stride=nil, kind=nil, padding=nil, layout=nil)",
                "the greatest or mean elements under a sliding window",
                "pool",
                1)
            .on("tensor"),
        Builtin.of(
                "dropout(x, p=0.5, training=true, seed=nil)",
                "zeros with probability p, the others scaled up; x itself outside training",
                TensorGroup::dropout)
            .on("tensor"),
        row("mse_loss(prediction, target)", "the mean square difference", "mse_loss", 2),
        row(
            "ce_loss(logits, target)",
            "the mean cross entropy of classes or probabilities",
            "ce_loss",
            2),
        row("cast(x, dtype)", "another element type", "cast", 1).as("to_dtype").on("tensor"),
        row("quantize(x, format)", "the last axis packed in blocks", "quantize", 1).on("tensor"),
        row("dequantize(x, dtype=nil)", "the numbers of packed blocks", "dequantize", 1)
            .on("tensor"));
  }

  /// An operator on two values.
  @FunctionalInterface
  private interface Operator {
    @Nullable Object of(@Nullable Object a, @Nullable Object b);
  }

  private static Builtin operator(String name, String doc, Operator operator) {
    return Builtin.of(
        name + "(a, b)",
        doc,
        (_, a) ->
            operator.of(
                a[1] instanceof Tensor ? TensorCalls.operand(name, a[0]) : a[0],
                a[0] instanceof Tensor ? TensorCalls.operand(name, a[1]) : a[1]));
  }

  private static @Nullable Object where(Session session, @Nullable Object[] a) {
    if (!(a[0] instanceof Tensor) && !(a[0] instanceof ListValue)) {
      return Truth.of(a[0]) ? a[1] : a[2];
    }
    return Tensors.apply(
        "where",
        TensorCalls.operand("where", a[0]),
        TensorCalls.operand("where", a[1]),
        TensorCalls.operand("where", a[2]));
  }

  private static Builtin position(String name, String doc, boolean greatest) {
    return Builtin.of(
        name + "(x, axis=nil, keepdims=false)",
        doc + ", the first of equals",
        (_, a) -> {
          if (a[0] instanceof Tensor t) {
            return TensorCalls.reduce(name, t, a[1], a[2]);
          }
          ListValue list = Args.elements(name, a[0]);
          Object best = FunctionalGroup.extreme(name, list, null, greatest);
          return (long) org.tosc.rt.ops.Compare.indexOf(list, best);
        });
  }

  private static @Nullable Object cumsum(Session session, @Nullable Object[] a) {
    if (a[0] instanceof Tensor t) {
      return Tensors.apply("cumsum", new Object[] {t}, Tensors.attrs("axis", a[1]));
    }
    ListValue sums = new ListValue();
    Object sum = 0L;
    for (var i = Iterate.of(a[0]); i.hasNext(); ) {
      sum = Arithmetic.add(sum, i.next());
      sums.add(sum);
    }
    return sums;
  }

  private static @Nullable Object dropout(Session session, @Nullable Object[] a) {
    Object seed = a[3] == null ? (Object) session.random().nextLong() : a[3];
    return Tensors.apply(
        "dropout",
        new Object[] {TensorCalls.operand("dropout", a[0])},
        Tensors.attrs("p", a[1], "seed", seed, "train", Truth.of(a[2])));
  }
}
