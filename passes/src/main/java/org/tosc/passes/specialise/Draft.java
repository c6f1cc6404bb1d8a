package org.tosc.passes.specialise;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.passes.analysis.Definitions;
import org.tosc.passes.analysis.Effects;
import org.tosc.passes.fold.Fold;
import org.tosc.passes.tensors.TensorForm;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Op;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Trait;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// The operations of a version as they are written.
///
/// Values may also be *imagined*: known by what would make them (a list, an index), without that
/// being done. They serve to find forms, and no operation may use them.
public final class Draft implements Definitions {
  private final List<Operation> operations = new ArrayList<>();
  private final Map<Integer, Operation> makers = new HashMap<>();
  private final BitSet imagined = new BitSet();
  private int nextId;
  private int turns;
  private boolean wrote;

  /// Nothing is written yet.
  public Draft() {}

  public List<Operation> operations() {
    return operations;
  }

  public Value param(Type type) {
    return fresh(type);
  }

  /// A new value.
  public Value fresh(Type type) {
    return new Value(nextId++, type);
  }

  @Override
  public @Nullable Operation of(Value value) {
    return makers.get(value.id());
  }

  /// What forms of tensor operations ask.
  TensorForm.Known known() {
    return new Makers();
  }

  private final class Makers implements TensorForm.Known {
    @Override
    public @Nullable Operation maker(Value value) {
      return of(value);
    }

    @Override
    public boolean isUsedOnce(Value value) {
      return true; // lists are as they are at this moment
    }

    @Override
    public @Nullable Value tensor(Value value) {
      return value.type() instanceof TensorType t && t.isStatic() ? value : null;
    }

    @Override
    public Value fresh(Type type) {
      return Draft.this.fresh(type);
    }
  }

  /// Whether a value is only known by what would make it.
  public boolean isImagined(Value value) {
    return imagined.get(value.id());
  }

  /// A variable of the file was written, so nothing may raise from here on: the caller stores it
  /// only in the end.
  void wrote() {
    wrote = true;
  }

  /// Counts the turns of loops.
  int turn() {
    return ++turns;
  }

  public Value constant(Type type, Attribute value, Span span) {
    Value result = fresh(type);
    append(
        new Operation(
            CoreOp.CONST,
            List.of(),
            Attributes.of("value", value),
            List.of(),
            List.of(result),
            span));
    return result;
  }

  public Value emit(Op op, List<Value> operands, Attributes attributes, Type type, Span span)
      throws Refusal {
    return emit(op, operands, attributes, List.of(type), span).getFirst();
  }

  public List<Value> emit(
      Op op, List<Value> operands, Attributes attributes, List<Type> types, Span span)
      throws Refusal {
    List<Value> results = types.stream().map(this::fresh).toList();
    add(new Operation(op, operands, attributes, List.of(), results, span));
    return results;
  }

  /// Appends an operation that raises nothing behind the first write of a variable.
  public void add(Operation o) throws Refusal {
    for (Value operand : o.operands()) {
      if (isImagined(operand)) {
        throw new Refusal(o.op().mnemonic() + " takes a value that is only known here");
      }
    }
    if (wrote && !o.op().is(Trait.TERMINATOR) && Effects.mayRaise(o, this)) {
      throw new Refusal(o.op().mnemonic() + " may raise after a variable was written");
    }
    append(o);
  }

  private void append(Operation o) {
    operations.add(o);
    o.results().forEach(r -> makers.put(r.id(), o));
  }

  /// A value by what would make it.
  public Value imagine(Op op, List<Value> operands, Attributes attributes, Type type, Span span) {
    Value result = fresh(type);
    imagined.set(result.id());
    makers.put(
        result.id(), new Operation(op, operands, attributes, List.of(), List.of(result), span));
    return result;
  }

  /// A scalar operation, or what it gives where that is known.
  public Value scalar(CoreOp op, List<Value> operands, Attributes attributes, Type type, Span span)
      throws Refusal {
    boolean known = operands.stream().allMatch(v -> constant(v) != null);
    if (known) {
      Operation o = new Operation(op, operands, attributes, List.of(), List.of(fresh(type)), span);
      Attribute value = Fold.constant(o, this);
      if (value != null) {
        return constant(type, value, span);
      }
    }
    return emit(op, operands, attributes, type, span);
  }
}
