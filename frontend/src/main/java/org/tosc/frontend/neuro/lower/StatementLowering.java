package org.tosc.frontend.neuro.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.typed.Parts;
import org.tosc.frontend.neuro.typed.TBlock;
import org.tosc.frontend.neuro.typed.TExpr;
import org.tosc.frontend.neuro.typed.TPattern;
import org.tosc.frontend.neuro.typed.TStmt;
import org.tosc.frontend.neuro.types.Ty;
import org.tosc.tir.ir.ArrayType;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.TupleType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// Lowers blocks and statements.
final class StatementLowering {
  private final FunctionLowering in;

  StatementLowering(FunctionLowering in) {
    this.in = in;
  }

  /// The value of the block; null where it has none or its end is not reached. What the block owns
  /// is freed at its end.
  @Nullable Value block(TBlock block) {
    return in.owned.isNeeded(block)
        ? in.owned.scope(block.type(), block.span(), () -> inside(block))
        : inside(block);
  }

  /// The same in the block of owners that is open.
  @Nullable Value inside(TBlock block) {
    for (TStmt statement : block.statements()) {
      if (in.f.isTerminated()) {
        return null;
      }
      statement(statement);
    }
    return in.f.isTerminated() || block.value() == null ? null : in.expressions.of(block.value());
  }

  void statement(TStmt statement) {
    switch (statement) {
      case TStmt.Let(var pattern, var value, _) -> let(pattern, value);
      case TStmt.Assign assign -> assign(assign);
      case TStmt.Store store -> in.owned.run(Parts.of(store), store.span(), () -> store(store));
      case TStmt.Run(var value) -> in.owned.run(value);
    }
  }

  private void let(TPattern pattern, @Nullable TExpr init) {
    if (init == null) {
      if (pattern instanceof TPattern.Bind(var variable, _)) {
        in.later(variable);
      }
      return;
    }
    Value value = in.owned.full(init);
    if (!in.f.isTerminated()) {
      in.patterns.take(pattern, value, in.ty(init.type()));
    }
  }

  /// A step from a value to a part of it, its index computed.
  private sealed interface Step {
    record Item(int index) implements Step {}

    record Element(Value index) implements Step {}
  }

  /// The indexes of the place come first, then the value.
  private void assign(TStmt.Assign assign) {
    Span span = assign.span();
    List<Step> path = new ArrayList<>();
    for (TStmt.Step step : assign.path()) {
      path.add(
          switch (step) {
            case TStmt.Step.Item(int index) -> new Step.Item(index);
            case TStmt.Step.Element(var index) -> new Step.Element(in.index(index));
          });
    }
    Value value = in.owned.full(assign.value());
    if (value == null || in.f.isTerminated()) {
      return;
    }
    if (path.isEmpty()) {
      in.write(assign.variable(), value, true, span);
    } else {
      part(assign, path, value, span);
    }
  }

  /// Exchanges a part. The new one waits while the path to the old one is followed, which may fail;
  /// what the old one owned is freed.
  private void part(TStmt.Assign assign, List<Step> path, Value value, Span span) {
    Ty type = in.ty(assign.value().type());
    Value whole = Objects.requireNonNull(in.read(assign.variable(), span));
    Value part = value;
    if (in.owned.owns(type)) {
      Owned.Owner waiting = in.owned.own(value, type, span);
      Value old = whole;
      for (Step step : path) {
        old = part(old, step, span);
      }
      part = in.owned.release(waiting, span);
      in.owned.free(old, type, span);
    }
    in.write(assign.variable(), replaced(whole, path, part, span), false, span);
  }

  private Value part(Value whole, Step step, Span span) {
    return switch (step) {
      case Step.Item(int index) -> in.patterns.item(whole, index, span);
      case Step.Element(Value index) -> in.op(CoreOp.ELEMENT, span, whole, index);
    };
  }

  /// The value with a part exchanged.
  private Value replaced(Value whole, List<Step> path, Value part, Span span) {
    if (path.isEmpty()) {
      return part;
    }
    Step step = path.getFirst();
    List<Step> rest = path.subList(1, path.size());
    Value changed = rest.isEmpty() ? part : replaced(part(whole, step, span), rest, part, span);
    return switch (step) {
      case Step.Item(int index) -> {
        Attributes at = Attributes.of("index", Attribute.of((long) index));
        Type wanted = ((TupleType) whole.type()).items().get(index);
        Value item = in.fitting.fit(changed, wanted, true, span);
        yield in.f.op(CoreOp.WITH, at, span, List.of(whole, item)).result();
      }
      case Step.Element(Value index) -> {
        Type wanted = ((ArrayType) whole.type()).element();
        Value element = in.fitting.fit(changed, wanted, true, span);
        yield in.op(CoreOp.WITH_ELEMENT, span, whole, index, element);
      }
    };
  }

  private void store(TStmt.Store store) {
    Value view = Objects.requireNonNull(in.expressions.of(store.view()));
    List<Value> operands = new ArrayList<>();
    operands.add(view);
    List<Value> indexes = store.indexes().stream().map(in::index).toList();
    Value value = Objects.requireNonNull(in.expressions.of(store.value()));
    operands.add(value);
    operands.addAll(indexes);
    in.f.op(KernelOp.STORE, Attributes.NONE, store.span(), operands);
  }
}
