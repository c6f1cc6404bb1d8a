package org.tosc.frontend.pseudocode.types;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.OpRow;
import org.tosc.tir.ir.TensorOp;

/// How a built-in is an operation of the tensor family: one row of [#ROWS].
///
/// @param operands parameters that are tensors, in the operation's order; one with `?` may be left
///   out, one with `…` is a list of tensors
/// @param attributes parameters that are constants, by the operation's attribute
public record TensorBuiltin(
    String name,
    TensorOp op,
    List<String> parameters,
    List<String> operands,
    Map<String, Constant> attributes) {

  /// A constant parameter: its name and how its value becomes an attribute.
  public record Constant(String parameter, Kind kind) {}

  /// How a constant becomes an attribute.
  public enum Kind {
    INT,
    /// A list of integers; one integer is a list of one.
    INTS,
    NUMBER,
    BOOL,
    STRING,
    /// A string, or an integer or list of integers.
    STRING_OR_INTS,
    DTYPE
  }

  private static final Map<String, TensorBuiltin> ROWS = new HashMap<>();

  static {
    for (String unary :
        List.of(
            "neg", "exp", "log", "sqrt", "rsqrt", "sin", "cos", "tanh", "sigmoid", "relu", "silu",
            "erf", "abs", "floor", "ceil", "sign", "det", "inv", "trace")) {
      row(unary + "(x)");
    }
    row("gelu(x, approximate:string)");
    for (String binary :
        List.of("add", "sub", "mul", "div", "pow", "matmul", "dot", "outer", "solve")) {
      row(binary + "(a, b)");
    }
    row("softmax(x, axis:int)");
    row("log_softmax(x, axis:int)");
    row("where(condition, a, b)");
    for (String reduction : List.of("sum", "mean", "prod")) {
      row(reduction + "=reduce_" + reduction + "(x, axis:ints, keepdims:bool)");
    }
    for (String reduction : List.of("max", "min", "any", "all")) {
      row(reduction + "=reduce_" + reduction + "(x, axis:ints, keepdims:bool)");
    }
    row("argmax(x, axis:ints, keepdims:bool)");
    row("argmin(x, axis:ints, keepdims:bool)");
    row("transpose(x, perm:ints)");
    row("reshape(x, shape:ints)");
    row("concat(tensors…, axis:int)");
    row("stack(tensors…, axis:int)");
    row("slice(x, starts:ints, ends:ints, steps:ints)");
    row("gather(x, indices, axis:int)");
    row("embed=embedding(ids, table)");
    row("one_hot(ids, depth:int)");
    row("layernorm(x, gamma?, beta?, eps:number)");
    row("rmsnorm(x, weight?, eps:number)");
    row("rope(x, base:number, interleaved:bool, offset:int)");
    row("attention(q, k, v, mask?, causal:bool, scale:number, heads:int, kv_heads:int)");
    row(
        "conv2d(x, filters, bias?, stride:ints, padding:stringorints, dilation:ints, groups:int,"
            + " layout:string)");
    row("pool(x, window:ints, stride:ints, kind:string, padding:stringorints, layout:string)");
    row("cast(x, dtype:dtype)");
    row("quantize(x, format:string)");
    row("dequantize(x, dtype:dtype)");
    row("mse_loss(prediction, target)");
    row("ce_loss(logits, target)");
    row("cumsum(x, axis:int)");
    row("zeros=full(shape:ints, dtype:dtype)");
    row("ones=full(shape:ints, dtype:dtype)");
    row("full(shape:ints, value:number, dtype:dtype)");
    row("rand(shape:ints, dtype:dtype)");
    row("randn(shape:ints, dtype:dtype)");
    row("param=randn(shape:ints, dtype:dtype)");
    row("eye(n:int, dtype:dtype)");
    alias("permute", "transpose");
    alias("embedding", "embed");
  }

  /// The row of a built-in under any of its names.
  public static @Nullable TensorBuiltin named(String name) {
    TensorBuiltin row = ROWS.get(name);
    if (row == null && name.startsWith("tensor_")) {
      return ROWS.get(name.substring("tensor_".length()));
    }
    return row;
  }

  /// Whether the built-in makes a tensor from nothing but constants.
  boolean isSource() {
    return operands.isEmpty();
  }

  private static void alias(String name, String of) {
    ROWS.put(name, Objects.requireNonNull(ROWS.get(of)));
  }

  private static void row(String text) {
    int open = text.indexOf('(');
    String head = text.substring(0, open);
    int equals = head.indexOf('=');
    String name = equals < 0 ? head : head.substring(0, equals);
    String op = equals < 0 ? head : head.substring(equals + 1);
    List<String> parameters = new ArrayList<>();
    List<String> operands = new ArrayList<>();
    Map<String, Constant> attributes = new HashMap<>();
    for (String part : text.substring(open + 1, text.length() - 1).split(", ", -1)) {
      int colon = part.indexOf(':');
      if (colon < 0) {
        operands.add(part);
        parameters.add(part.replace("?", "").replace("…", ""));
      } else {
        String parameter = part.substring(0, colon);
        parameters.add(parameter);
        attributes.put(parameter, new Constant(parameter, kind(part.substring(colon + 1))));
      }
    }
    TensorOp row = (TensorOp) Objects.requireNonNull(org.tosc.tir.ir.Op.parse("tensor." + op), op);
    List<String> order = row.row().operands().stream().map(OpRow.Operand::name).toList();
    if (order.containsAll(operands)) {
      operands.sort(java.util.Comparator.comparingInt(order::indexOf));
    }
    ROWS.put(name, new TensorBuiltin(name, row, parameters, operands, attributes));
  }

  private static Kind kind(String text) {
    return switch (text) {
      case "int" -> Kind.INT;
      case "ints" -> Kind.INTS;
      case "number" -> Kind.NUMBER;
      case "bool" -> Kind.BOOL;
      case "string" -> Kind.STRING;
      case "stringorints" -> Kind.STRING_OR_INTS;
      case "dtype" -> Kind.DTYPE;
      default -> throw new IllegalArgumentException(text);
    };
  }
}
