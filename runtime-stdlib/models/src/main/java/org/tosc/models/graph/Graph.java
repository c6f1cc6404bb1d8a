package org.tosc.models.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.FunctionBuilder;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// A function over tensors of known shape under construction. Shapes follow from the rows of the
/// operations; what does not fit is an [IllegalStateException], a fault of the caller.
///
/// ```java
/// Graph g = new Graph("mlp");
/// Value x = g.input(Scalar.F32, 1, 768);
/// Value w = g.input(Scalar.Q8_0, 3072, 768);
/// Function mlp = g.finish(g.unary(TensorOp.GELU, g.linear(x, w)));
/// ```
public final class Graph {
  private final FunctionBuilder builder;

  public Graph(String symbol) {
    builder = new FunctionBuilder(symbol);
  }

  /// A parameter of the function.
  public Value input(Scalar element, long... shape) {
    return builder.param(TensorType.of(element, shape));
  }

  /// The function, with these results.
  public Function finish(Value... results) {
    builder.op(CoreOp.RETURN, Span.NONE, results);
    List<Type> types = new ArrayList<>();
    for (Value result : results) {
      types.add(result.type());
    }
    return builder.finish(types, Attributes.NONE, Span.NONE);
  }

  /// Any operation of one result.
  public Value op(TensorOp op, Attributes attributes, Value... operands) {
    return builder.op(op, attributes, Span.NONE, List.of(operands)).result();
  }

  public Value unary(TensorOp op, Value x) {
    return op(op, Attributes.NONE, x);
  }

  public Value add(Value a, Value b) {
    return op(TensorOp.ADD, Attributes.NONE, a, b);
  }

  public Value sub(Value a, Value b) {
    return op(TensorOp.SUB, Attributes.NONE, a, b);
  }

  public Value mul(Value a, Value b) {
    return op(TensorOp.MUL, Attributes.NONE, a, b);
  }

  public Value div(Value a, Value b) {
    return op(TensorOp.DIV, Attributes.NONE, a, b);
  }

  public Value max(Value a, Value b) {
    return op(TensorOp.MAX, Attributes.NONE, a, b);
  }

  /// A number without axes.
  public Value number(double number) {
    return number(number, Scalar.F32);
  }

  /// A number without axes, of another element type.
  public Value number(double number, Scalar element) {
    Attributes attributes =
        Attributes.of("shape", Attribute.ints(List.of()))
            .with("value", Attribute.of(number))
            .with("dtype", new Attribute.OfType(element));
    return builder.op(TensorOp.FULL, attributes, Span.NONE, List.of()).result();
  }

  /// `x · number`; nothing for 1.
  public Value scale(Value x, double number) {
    return number == 1 ? x : mul(x, number(number));
  }

  /// `cap · tanh(x / cap)`, which keeps numbers below a cap; nothing for a cap of 0.
  public Value softCap(Value x, double cap) {
    return cap == 0 ? x : scale(unary(TensorOp.TANH, scale(x, 1 / cap)), cap);
  }

  /// GELU by `tanh`, or by `erf`.
  public Value gelu(Value x, boolean isExact) {
    return op(
        TensorOp.GELU, Attributes.of("approximate", Attribute.of(isExact ? "none" : "tanh")), x);
  }

  /// The same numbers as elements of another type.
  public Value cast(Value x, Scalar element) {
    Attributes dtype = Attributes.of("dtype", new Attribute.OfType(element));
    return type(x).element() == element ? x : op(TensorOp.CAST, dtype, x);
  }

  public Value matmul(Value a, Value b) {
    return op(TensorOp.MATMUL, Attributes.NONE, a, b);
  }

  /// `x @ wᵀ` of rows `[n, in]` and weights `[out, in]`. Weights in blocks take rows in blocks
  /// ([#packed]) or of numbers.
  public Value linear(Value x, Value w) {
    boolean isBlock = type(w).element().kind() == Scalar.Kind.BLOCK;
    return isBlock ? op(TensorOp.QMATMUL, Attributes.NONE, x, w) : matmul(x, turn(w));
  }

  /// Rows in blocks of `q8_0`: what dot products of bytes multiply.
  public Value packed(Value rows) {
    return op(TensorOp.QUANTIZE, Attributes.of("format", Attribute.of("q8_0")), rows);
  }

  public Value rmsnorm(Value x, Value weight, double eps) {
    return op(TensorOp.RMSNORM, eps(eps), x, weight);
  }

  public Value layernorm(Value x, Value gamma, Value beta, double eps) {
    return op(TensorOp.LAYERNORM, eps(eps), x, gamma, beta);
  }

  private static Attributes eps(double eps) {
    return Attributes.of("eps", Attribute.of(eps));
  }

  /// A sum or a maximum along the last axis, which stays with extent 1.
  public Value reduceLast(TensorOp op, Value x) {
    Attributes attributes =
        Attributes.of("axis", Attribute.ints(List.of((long) type(x).rank() - 1)))
            .with("keepdims", Attribute.of(true));
    return op(op, attributes, x);
  }

  /// The sum over the last axes, which are gone then.
  public Value sumLast(Value x, int axes) {
    int rank = type(x).rank();
    long[] summed = LongStream.range(rank - axes, rank).toArray();
    return op(TensorOp.REDUCE_SUM, Attributes.of("axis", ints(summed)), x);
  }

  /// `exp(x) / Σ exp(x)` along the last axis.
  public Value softmaxLast(Value x) {
    return op(TensorOp.SOFTMAX, Attributes.of("axis", Attribute.of((long) type(x).rank() - 1)), x);
  }

  public Value reshape(Value x, long... shape) {
    return op(TensorOp.RESHAPE, Attributes.of("shape", ints(shape)), x);
  }

  public Value transpose(Value x, long... perm) {
    return op(TensorOp.TRANSPOSE, Attributes.of("perm", ints(perm)), x);
  }

  /// With the last two axes exchanged.
  public Value turn(Value x) {
    int rank = type(x).rank();
    long[] perm = LongStream.range(0, rank).toArray();
    perm[rank - 2] = rank - 1L;
    perm[rank - 1] = rank - 2L;
    return transpose(x, perm);
  }

  /// Elements `from` to `to`, exclusive, of the last axis.
  public Value sliceLast(Value x, long from, long to) {
    return slice(x, type(x).rank() - 1, from, to);
  }

  /// Elements `from` to `to`, exclusive, of an axis.
  public Value slice(Value x, int axis, long from, long to) {
    long[] ends = type(x).extents();
    if (from == 0 && to == ends[axis]) {
      return x;
    }
    long[] starts = new long[ends.length];
    starts[axis] = from;
    ends[axis] = to;
    return op(TensorOp.SLICE, Attributes.of("starts", ints(starts)).with("ends", ints(ends)), x);
  }

  /// The first rows, those of the first axis.
  public Value firstRows(Value x, long count) {
    return slice(x, 0, 0, count);
  }

  /// The rows of a table that ids name.
  public Value embedding(Value table, Value ids) {
    return op(TensorOp.EMBEDDING, Attributes.NONE, table, ids);
  }

  /// A last axis of `f32` with 1 at the place that an id names.
  public Value oneHot(Value ids, long depth) {
    Attributes attributes =
        Attributes.of("depth", Attribute.of(depth)).with("dtype", new Attribute.OfType(Scalar.F32));
    return op(TensorOp.ONE_HOT, attributes, ids);
  }

  /// Side by side along the last axis.
  public Value concatLast(Value a, Value b) {
    return op(
        TensorOp.CONCAT, Attributes.of("axis", Attribute.of((long) type(a).rank() - 1)), a, b);
  }

  private static Attribute ints(long... numbers) {
    return Attribute.ints(LongStream.of(numbers).boxed().toList());
  }

  /// The extent of an axis.
  public static long extent(Value x, int axis) {
    return ((Dim.Known) type(x).shape().get(axis)).size();
  }

  private static TensorType type(Value x) {
    return (TensorType) x.type();
  }
}
