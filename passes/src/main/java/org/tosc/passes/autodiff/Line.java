package org.tosc.passes.autodiff;

import java.util.ArrayList;
import java.util.List;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.GradientContext;
import org.tosc.tir.ir.Op;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.TypeRule;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// A straight line of operations under construction, and the engine on which gradient rules
/// compute: what they ask for is appended. Every value is one object, since tapes tell values apart
/// by identity.
final class Line implements GradientContext.Engine<Value> {
  private final Span backwards;
  private final List<Operation> ops = new ArrayList<>();
  private int nextId;

  /// @param backwards the place of what rules append: an error of it is one of the derivative
  Line(Span backwards) {
    this.backwards = backwards;
  }

  Value fresh(Type type) {
    return new Value(nextId++, type);
  }

  List<Operation> ops() {
    return ops;
  }

  @Override
  public TensorType type(Value value) {
    return (TensorType) value.type();
  }

  @Override
  public List<Value> apply(TensorOp op, List<Value> operands, Attributes attributes) {
    try {
      List<Type> types = op.infer(Value.types(operands), attributes);
      return append(op, operands, attributes, types, backwards);
    } catch (TypeRule.Mismatch mistake) {
      throw new IllegalStateException(
          "a gradient rule: " + op.mnemonic() + " " + mistake.words(), mistake);
    }
  }

  /// Appends a copy of an operation without regions.
  List<Value> copy(Operation o, List<Value> operands) {
    return append(o.op(), operands, o.attributes(), Value.types(o.results()), o.span());
  }

  void end(Op terminator, List<Value> operands, Span span) {
    append(terminator, operands, Attributes.NONE, List.of(), span);
  }

  private List<Value> append(
      Op op, List<Value> operands, Attributes attributes, List<Type> types, Span span) {
    List<Value> results = types.stream().map(this::fresh).toList();
    ops.add(new Operation(op, operands, attributes, List.of(), results, span));
    return results;
  }
}
