package org.tosc.passes.tensors;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Op;
import org.tosc.tir.ir.TensorOp;

/// How a built-in of the language is one tensor operation: its parameters are the operands in their
/// order, then constants that are attributes of the same names.
///
/// These are the built-ins that hand their arguments to the session's tensor engine as they are;
/// what does more (`dropout` draws a seed) stays a call.
record BuiltinRow(TensorOp op, List<Parameter> parameters) {
  /// A parameter; `kind` is OPERAND for tensors.
  record Parameter(String name, Kind kind, boolean isOptional) {}

  /// What a parameter holds.
  enum Kind {
    OPERAND,
    INT,
    INTS,
    NUMBER,
    BOOL,
    STRING,
    DTYPE,
    /// Given only where the call means something else.
    NIL
  }

  private static final List<String> TABLE =
      List.of(
          "neg(x)",
          "exp(x)",
          "log(x, base:nil)",
          "sqrt(x)",
          "rsqrt(x)",
          "sin(x)",
          "cos(x)",
          "tanh(x)",
          "sigmoid(x)",
          "relu(x)",
          "silu(x)",
          "erf(x)",
          "abs(x)",
          "floor(x)",
          "ceil(x)",
          "gelu(x, approximate:string)",
          "add(a, b)",
          "sub(a, b)",
          "mul(a, b)",
          "div(a, b)",
          "pow(x, y)",
          "matmul(a, b)",
          "outer(a, b)",
          "where(condition, a, b)",
          "softmax(x, axis:int)",
          "log_softmax(x, axis:int)",
          "sum=reduce_sum(x, axis:ints, keepdims:bool)",
          "mean=reduce_mean(x, axis:ints, keepdims:bool)",
          "prod=reduce_prod(x, axis:ints, keepdims:bool)",
          "max=reduce_max(values, key:nil, axis:ints, keepdims:bool)",
          "min=reduce_min(values, key:nil, axis:ints, keepdims:bool)",
          "any=reduce_any(x, f:nil, axis:ints, keepdims:bool)",
          "all=reduce_all(x, f:nil, axis:ints, keepdims:bool)",
          "argmax(x, axis:ints, keepdims:bool)",
          "argmin(x, axis:ints, keepdims:bool)",
          "cumsum(x, axis:int)",
          "transpose(x, perm:ints)",
          "permute=transpose(x, perm:ints)",
          "reshape(x, shape:ints)",
          "broadcast(x, shape:ints)",
          "broadcast_to=broadcast(x, shape:ints)",
          "layernorm(x, gamma?, beta?, eps:number)",
          "rmsnorm(x, gamma?, eps:number)",
          "rope(x, base:number, interleaved:bool, offset:int)",
          "attention(q, k, v, mask?, causal:bool, scale:number, heads:int, kv_heads:int)",
          "conv2d(x, filters, bias?, stride:ints, padding:ints, dilation:ints, groups:int,"
              + " layout:string)",
          "pool(x, window:ints, stride:ints, kind:string, padding:ints, layout:string)",
          "cast(x, dtype:dtype)",
          "quantize(x, format:string)",
          "dequantize(x, dtype:dtype)",
          "mse_loss(prediction, target)",
          "ce_loss(logits, target)");

  private static final Map<String, BuiltinRow> BY_NAME = new HashMap<>();

  static {
    TABLE.forEach(BuiltinRow::add);
  }

  /// What no tensor has as a method.
  private static final Set<String> FUNCTIONS = Set.of("mse_loss", "ce_loss");

  /// Whether `x.name(…)` means the built-in for tensors.
  static boolean isMethod(String name) {
    return BY_NAME.containsKey(name) && !FUNCTIONS.contains(name);
  }

  static @Nullable BuiltinRow named(String name) {
    return BY_NAME.get(name);
  }

  /// The names of all rows.
  static List<String> names() {
    return BY_NAME.keySet().stream().sorted().toList();
  }

  private static void add(String text) {
    int open = text.indexOf('(');
    String head = text.substring(0, open);
    int equals = head.indexOf('=');
    String op = head.substring(equals + 1);
    List<Parameter> parameters = new ArrayList<>();
    for (String part : text.substring(open + 1, text.length() - 1).split(", ", -1)) {
      parameters.add(parameter(part));
    }
    TensorOp row = (TensorOp) Objects.requireNonNull(Op.parse("tensor." + op), op);
    BY_NAME.put(equals < 0 ? head : head.substring(0, equals), new BuiltinRow(row, parameters));
  }

  private static Parameter parameter(String text) {
    int colon = text.indexOf(':');
    boolean optional = text.endsWith("?");
    if (colon < 0) {
      return new Parameter(text.replace("?", ""), Kind.OPERAND, optional);
    }
    Kind kind = Kind.valueOf(text.substring(colon + 1).toUpperCase(Locale.ROOT));
    return new Parameter(text.substring(0, colon), kind, true);
  }
}
