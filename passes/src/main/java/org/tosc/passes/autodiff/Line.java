package org.tosc.passes.autodiff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
/// compute: what they ask for is appended, unless it stands there already.
///
/// Every value is one object, since tapes tell values apart by identity. What rules append has no
/// place in the text: an error of it is one of the call.
final class Line implements GradientContext.Engine<Value> {
  private record Key(Op op, List<Value> operands, Attributes attributes) {}

  private final List<Operation> ops = new ArrayList<>();
  private final Map<Key, List<Value>> known = new HashMap<>();
  private int nextId;

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
    List<Value> there = known.get(new Key(op, operands, attributes));
    return there == null
        ? append(op, operands, attributes, infer(op, operands, attributes), Span.NONE)
        : there;
  }

  /// Appends a copy of an operation without regions, also where an equal one stands there.
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
    known.putIfAbsent(new Key(op, List.copyOf(operands), attributes), results);
    return results;
  }

  private static List<Type> infer(TensorOp op, List<Value> operands, Attributes attributes) {
    try {
      return op.infer(Value.types(operands), attributes);
    } catch (TypeRule.Mismatch mistake) {
      throw new IllegalStateException(
          "a gradient rule: " + op.mnemonic() + " " + mistake.words(), mistake);
    }
  }
}
