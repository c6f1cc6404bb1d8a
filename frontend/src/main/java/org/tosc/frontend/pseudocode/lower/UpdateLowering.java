package org.tosc.frontend.pseudocode.lower;

import java.util.ArrayList;
import java.util.List;
import org.tosc.frontend.pseudocode.ast.BinaryOp;
import org.tosc.frontend.pseudocode.ast.Expr;
import org.tosc.frontend.pseudocode.ast.Target;
import org.tosc.frontend.pseudocode.types.Arithmetic;
import org.tosc.frontend.pseudocode.types.Ty;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// Lowers `target op= value`: the target's parts are evaluated once, before the value.
final class UpdateLowering {
  private final Body body;

  UpdateLowering(Body body) {
    this.body = body;
  }

  /// Gives what was stored; of a slice, what replaces it.
  Value update(Target target, BinaryOp op, Expr value, Span span) {
    ExpressionLowering expressions = body.expressions();
    return switch (target) {
      case Expr.Name name -> {
        Value before = expressions.value(name);
        Value after = apply(op, before, value, body.instance().type(name), span);
        body.statements().store(name, after, span);
        yield after;
      }
      case Expr.Index(var object, var index, _) ->
          indexed(expressions.value(object), expressions.value(index), op, value, span);
      case Expr.TensorIndex(var object, var axes, _) ->
          indexed(expressions.value(object), expressions.axes(axes, span), op, value, span);
      case Expr.Slice s -> {
        List<Value> parts = expressions.sliceParts(s);
        Value before = body.host(HostOp.SLICE, Attributes.NONE, span, parts);
        List<Value> operands = new ArrayList<>(parts);
        Value after = apply(op, before, value, Ty.ANY, span);
        operands.add(after);
        body.emit(HostOp.SET_SLICE, Attributes.NONE, span, operands);
        yield after;
      }
      case Expr.Member(var object, var name, _) -> {
        Value owner = expressions.value(object);
        Attributes attributes = Attributes.of("name", Attribute.of(name.text()));
        Value before = body.host(HostOp.MEMBER, attributes, span, List.of(owner));
        Value after = apply(op, before, value, Ty.ANY, span);
        body.emit(HostOp.SET_MEMBER, attributes, span, List.of(owner, after));
        yield after;
      }
      case Target.Several _, Expr.Malformed _ ->
          throw new IllegalStateException("no single target at " + span);
    };
  }

  private Value indexed(Value object, Value key, BinaryOp op, Expr value, Span span) {
    Value before = body.host(HostOp.GET, span, object, key);
    Value after = apply(op, before, value, Ty.ANY, span);
    body.emit(HostOp.SET, Attributes.NONE, span, List.of(object, key, after));
    return after;
  }

  private Value apply(BinaryOp op, Value before, Expr value, Ty left, Span span) {
    Value right = body.expressions().value(value);
    Ty ty = body.instance().type(value);
    Ty result = left.isTensor() || ty.isTensor() ? Ty.ANY : Arithmetic.of(op, left, ty);
    return body.expressions().binary(op, before, right, left, ty, result, span);
  }
}
