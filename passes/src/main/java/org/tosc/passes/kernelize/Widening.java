package org.tosc.passes.kernelize;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.FunctionBuilder;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;
import org.tosc.tir.ir.VectorType;
import org.tosc.tir.source.Span;

/// Operations on floats of 16 bits as operations on `f32` whose results are rounded: `add` of
/// `bf16` is
///
/// ```text
/// %2 = tensor.cast(%0) : f32
/// %3 = tensor.cast(%1) : f32
/// %4 = tensor.add(%2, %3) : f32
/// %5 = tensor.cast(%4) : bf16
/// ```
///
/// which are the bits that it gives by itself for a sum, difference, product, quotient or root (S.
/// Figueroa, "When is double rounding innocuous?", 1995), and within the row's tolerance for
/// others. So a group has no arithmetic but that of `f32`, and kernels read and write the narrow
/// formats without knowing how to compute with them.
final class Widening {
  private final FunctionBuilder builder;
  private final Map<Value, Value> wide = new HashMap<>();

  Widening(FunctionBuilder builder) {
    this.builder = builder;
  }

  /// Whether kernels read elements of a type other than `f32`: each is a number of `f32`.
  static boolean isRead(Scalar element) {
    return VectorType.isNarrow(element);
  }

  /// Whether numbers of `f32` can be rounded to a type.
  static boolean isRounded(Scalar element) {
    return element != Scalar.F32 && VectorType.writes(Scalar.F32, element);
  }

  /// Whether an operation only says that a narrow number is one of `f32`.
  static boolean isWidening(Operation o) {
    return o.op() == TensorOp.CAST
        && isRead(Words.type(o.operand(0)).element())
        && Words.type(o.result()).element() == Scalar.F32;
  }

  /// Whether an operation computes with floats of 16 bits, and does not only move them.
  static boolean concerns(Operation o) {
    return o.op() instanceof TensorOp
        && !Group.isMove(o)
        && o.results().size() == 1
        && (o.operands().stream().anyMatch(Widening::isNarrow)
            || o.results().stream().anyMatch(Widening::isNarrow));
  }

  static boolean isNarrow(Value value) {
    return value.type() instanceof TensorType t && isRounded(t.element());
  }

  /// Writes such an operation.
  Value write(Operation o, List<Value> operands) {
    List<Value> in = operands.stream().map(this::wide).toList();
    TensorType type = (TensorType) o.result().type();
    if (o.op() == TensorOp.CAST) {
      return type.element() == Scalar.F32 ? in.getFirst() : cast(in.getFirst(), type.element(), o);
    }
    boolean isRounded = isRounded(type.element());
    Attributes attributes = o.attributes();
    if (isRounded && attributes.has("dtype")) {
      attributes = attributes.with("dtype", new Attribute.OfType(Scalar.F32));
    }
    List<Type> widened = List.of(isRounded ? new TensorType(type.shape(), Scalar.F32) : type);
    Value made = Group.written(builder, o, in, attributes, widened).getFirst();
    return isRounded ? cast(made, type.element(), o) : made;
  }

  /// A result that operations of the group read, too, as a value of its own: kernels do not read
  /// what they have rounded.
  Value again(Value value) {
    return isNarrow(value)
        ? cast(builder, wide(value), Words.type(value).element(), Span.NONE)
        : value;
  }

  /// The same numbers as `f32`.
  Value wide(Value value) {
    return isNarrow(value) ? wide.computeIfAbsent(value, v -> widened(builder, v)) : value;
  }

  /// A cast to `f32` of what kernels read.
  static Value widened(FunctionBuilder builder, Value value) {
    return cast(builder, value, Scalar.F32, Span.NONE);
  }

  private Value cast(Value value, Scalar to, Operation o) {
    return cast(builder, value, to, o.span());
  }

  private static Value cast(FunctionBuilder builder, Value value, Scalar to, Span span) {
    TensorType type = new TensorType(Words.type(value).shape(), to);
    Attributes attributes = Attributes.of("dtype", new Attribute.OfType(to));
    return builder.opOf(TensorOp.CAST, List.of(type), attributes, span, List.of(value)).result();
  }
}
