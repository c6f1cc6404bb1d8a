package org.tosc.frontend.neuro.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.ast.BinaryOp;
import org.tosc.frontend.neuro.typed.Condition;
import org.tosc.frontend.neuro.typed.TFunction;
import org.tosc.frontend.neuro.typed.Variable;
import org.tosc.frontend.neuro.types.Extent;
import org.tosc.frontend.neuro.types.GenericParam;
import org.tosc.frontend.neuro.types.Ty;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// What is known of extents only when the program runs: values of views and tensors become what the
/// type of their place says, and functions hold their extents against each other and against their
/// `where`.
final class Fitting {
  private final FunctionLowering in;

  Fitting(FunctionLowering in) {
    this.in = in;
  }

  /// The value where a value of type `wanted` is asked for: `Tensor<[?], f32>` takes a tensor of
  /// any extent, and one of an unknown extent is compared with the extent that is asked for.
  @Nullable Value fit(@Nullable Value value, Ty wanted, Span span) {
    boolean isMemory = wanted instanceof Ty.Tensor || wanted instanceof Ty.View;
    return value == null || !isMemory
        ? value
        : fit(value, TypeLowering.of(wanted), wanted instanceof Ty.Tensor, span);
  }

  /// The same for each of several values.
  List<Value> all(List<Value> values, List<Ty> wanted, Span span) {
    List<Value> fitted = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      Value value = fit(values.get(i), wanted.get(i), span);
      fitted.add(value == null ? values.get(i) : value);
    }
    return fitted;
  }

  /// `owned` values are freed where they do not fit.
  Value fit(Value value, Type wanted, boolean owned, Span span) {
    if (value.type().equals(wanted)
        || !(wanted instanceof BufferType buffer)
        || !(value.type() instanceof BufferType found)) {
      return value;
    }
    List<Value> operands = new ArrayList<>(List.of(value));
    buffer.shape().forEach(axis -> operands.add(in.number(0, span)));
    for (int axis = 0; axis < buffer.rank(); axis++) {
      Value extent = in.calls.extent(value, axis, span);
      boolean isOpen = !(found.shape().get(axis) instanceof Dim.Known);
      if (isOpen && buffer.shape().get(axis) instanceof Dim.Known(long size, _)) {
        Value holds = in.op(CoreOp.EQ, span, extent, in.number(size, span));
        int at = axis;
        unless(
            holds,
            span,
            () -> {
              if (owned) {
                in.f.op(KernelOp.FREE, span, value);
              }
              return joined(span, "axis " + at + " has ", extent, " elements, expected " + size);
            });
      }
      operands.add(extent);
    }
    return in.f.opOf(KernelOp.SLICE, List.of(wanted), Attributes.NONE, span, operands).result();
  }

  /// At the beginning of a function: the extents of views and tensors are what the types of the
  /// parameters say together, and the conditions hold.
  void enter(TFunction function, List<Variable> params, List<Value> values) {
    for (int i = 0; i < params.size(); i++) {
      if (params.get(i).type() instanceof Ty.Shaped shaped && !(shaped instanceof Ty.Tile)) {
        for (int axis = 0; axis < shaped.rank(); axis++) {
          extent(params.get(i), values.get(i), shaped.shape().get(axis), axis);
        }
      }
    }
    for (Condition condition : function.where()) {
      boolean isDecided = condition.apply(in.instance.bindings()).truth() == Condition.Truth.YES;
      if (!isDecided) {
        condition(function, condition);
      }
    }
  }

  private void extent(Variable param, Value value, Extent declared, int axis) {
    boolean isOpen = !declared.isUnknown() && in.extent(declared).constant().isEmpty();
    if (!isOpen) {
      return;
    }
    Span span = param.span();
    Value wanted = in.extentValue(declared, span);
    Value found = in.calls.extent(value, axis, span);
    unless(
        in.op(CoreOp.EQ, span, found, wanted),
        span,
        () -> {
          String start = "axis " + axis + " of `" + param + "` has ";
          Value text = joined(span, start, found, " elements, expected `" + declared + "`, ");
          return joined(span, text, "which is ", wanted);
        });
  }

  private void condition(TFunction function, Condition condition) {
    Span span = condition.span();
    Value left = in.extentValue(condition.left(), span);
    Value right = in.extentValue(condition.right(), span);
    unless(
        in.op(comparison(condition.op()), span, left, right),
        span,
        () -> {
          Object text = "`" + function.name() + "` is defined where `" + condition + "`, here";
          String between = " ";
          for (GenericParam param : function.generics()) {
            boolean occurs =
                condition.left().params().contains(param)
                    || condition.right().params().contains(param);
            if (occurs) {
              Value value = in.extentValue(Extent.of(param), span);
              text = joined(span, text, between + "`" + param + "` is ", value);
              between = " and ";
            }
          }
          return text instanceof Value value ? value : in.expressions.text((String) text, span);
        });
  }

  private static CoreOp comparison(BinaryOp op) {
    return switch (op) {
      case EQ -> CoreOp.EQ;
      case NE -> CoreOp.NE;
      case LT -> CoreOp.LT;
      case LE -> CoreOp.LE;
      case GT -> CoreOp.GT;
      case GE -> CoreOp.GE;
      case ADD, SUB, MUL, DIV, REM, BIT_AND, BIT_OR, BIT_XOR, SHL, SHR, AND, OR ->
          throw new IllegalStateException("a condition " + op);
    };
  }

  /// Raises a ShapeError where something does not hold.
  private void unless(Value holds, Span span, Supplier<Value> message) {
    in.branch(holds, span, () -> {}, () -> in.library.raise("ShapeError", message.get(), span));
  }

  /// Texts and numbers as one text.
  private Value joined(Span span, Object... parts) {
    List<Value> values = new ArrayList<>();
    for (Object part : parts) {
      values.add(part instanceof Value value ? value : in.expressions.text((String) part, span));
    }
    return in.f.op(HostOp.CONCAT, Attributes.NONE, span, values).result();
  }
}
