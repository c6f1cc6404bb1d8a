package org.tosc.tir.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.tosc.tir.source.Span;

/// Builds one function: makes values with fresh ids and appends operations to the region that is
/// open at the moment.
///
/// ```java
/// FunctionBuilder f = new FunctionBuilder("twice");
/// Value x = f.param(Scalar.I64);
/// f.op(CoreOp.RETURN, span, f.op(CoreOp.ADD, span, x, x).result());
/// Function twice = f.finish(List.of(Scalar.I64), Attributes.NONE, span);
/// ```
///
/// Result types follow from the row where it infers them; a mistake there is a fault of the caller
/// (the front end checks before it lowers), so it is an [IllegalStateException].
public final class FunctionBuilder {
  private final String symbol;
  private final List<Value> params = new ArrayList<>();
  private final ArrayList<List<Operation>> open = new ArrayList<>();
  private int nextId;

  public FunctionBuilder(String symbol) {
    this.symbol = symbol;
    open.add(new ArrayList<>());
  }

  public Value param(Type type) {
    Value value = fresh(type);
    params.add(value);
    return value;
  }

  /// A new value that some operation or region is about to define.
  public Value fresh(Type type) {
    return new Value(nextId++, type);
  }

  /// Whether the open region already ended in a terminator; what would follow is unreachable.
  public boolean isTerminated() {
    List<Operation> ops = open.getLast();
    return !ops.isEmpty() && ops.getLast().op().is(Trait.TERMINATOR);
  }

  /// Appends an operation whose row infers its results.
  public Operation op(Op op, Span span, Value... operands) {
    return op(op, Attributes.NONE, span, List.of(operands));
  }

  public Operation op(Op op, Attributes attributes, Span span, List<Value> operands) {
    return append(op, operands, attributes, List.of(), infer(op, operands, attributes), span);
  }

  /// Appends an operation whose result types are stated.
  public Operation opOf(
      Op op, List<Type> results, Attributes attributes, Span span, List<Value> operands) {
    return append(op, operands, attributes, List.of(), results, span);
  }

  /// Appends an operation that owns regions, made by [#region].
  public Operation opWith(
      Op op,
      List<Type> results,
      Attributes attributes,
      Span span,
      List<Value> operands,
      List<Region> regions) {
    return append(op, operands, attributes, regions, results, span);
  }

  /// Fills a new region: `body` runs with it open and receives its parameters.
  public Region region(List<Type> paramTypes, Consumer<List<Value>> body) {
    List<Value> regionParams = fresh(paramTypes);
    open.add(new ArrayList<>());
    body.accept(regionParams);
    return new Region(regionParams, open.removeLast());
  }

  /// How many regions are open; [#outside] goes back to one of them.
  public int depth() {
    return open.size();
  }

  /// Appends to the region that was open at a [#depth], in front of the operation that will own the
  /// regions opened since: for variables that only their bodies ask for.
  public <T> T outside(int depth, Supplier<T> body) {
    List<List<Operation>> inner = new ArrayList<>(open.subList(depth, open.size()));
    open.subList(depth, open.size()).clear();
    try {
      return body.get();
    } finally {
      open.addAll(inner);
    }
  }

  /// A region without parameters; ends it with an empty `yield` if `body` did not end it.
  public Region block(Span span, Runnable body) {
    return region(
        List.of(),
        none -> {
          body.run();
          if (!isTerminated()) {
            op(CoreOp.YIELD, span);
          }
        });
  }

  public Function finish(List<Type> results, Attributes attributes, Span span) {
    if (open.size() != 1) {
      throw new IllegalStateException("@" + symbol + " has " + (open.size() - 1) + " open regions");
    }
    return new Function(symbol, results, new Region(params, open.getFirst()), attributes, span);
  }

  private Operation append(
      Op op,
      List<Value> operands,
      Attributes attributes,
      List<Region> regions,
      List<Type> results,
      Span span) {
    Operation operation = new Operation(op, operands, attributes, regions, fresh(results), span);
    open.getLast().add(operation);
    return operation;
  }

  private List<Value> fresh(List<Type> types) {
    Value[] values = new Value[types.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = fresh(types.get(i));
    }
    return List.of(values);
  }

  private static List<Type> infer(Op op, List<Value> operands, Attributes attributes) {
    if (!(op.row().results() instanceof OpRow.Results.Inferred(TypeRule rule))) {
      throw new IllegalStateException("the result types of " + op.mnemonic() + " must be stated");
    }
    try {
      return rule.infer(Value.types(operands), attributes);
    } catch (TypeRule.Mismatch mismatch) {
      throw new IllegalStateException(op.mnemonic() + ": " + mismatch.words(), mismatch);
    }
  }
}
