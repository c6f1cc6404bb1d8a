package org.tosc.frontend.neuro.lower;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.typed.TBlock;
import org.tosc.frontend.neuro.typed.TExpr;
import org.tosc.frontend.neuro.typed.TPattern;
import org.tosc.frontend.neuro.typed.TStmt;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.KernelOp;
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
      case TStmt.Store store -> store(store);
      case TStmt.Run(var value) -> in.owned.borrowed(value);
    }
  }

  private void let(TPattern pattern, @Nullable TExpr init) {
    if (init == null) {
      if (pattern instanceof TPattern.Bind(var variable, _)) {
        in.later(variable);
      }
      return;
    }
    Value value = in.expressions.of(init);
    if (!in.f.isTerminated()) {
      in.patterns.take(pattern, value, in.ty(init.type()), init.span());
    }
  }

  private void assign(TStmt.Assign assign) {
    Value value = in.expressions.of(assign.value());
    if (value == null || in.f.isTerminated()) {
      return;
    }
    Span span = assign.span();
    if (assign.path().isEmpty()) {
      in.write(assign.variable(), value, true, span);
    } else {
      Value whole = Objects.requireNonNull(in.read(assign.variable(), span));
      freePart(whole, assign, span);
      in.write(assign.variable(), replaced(whole, assign.path(), value, span), false, span);
    }
  }

  /// What the exchanged part owned is freed.
  private void freePart(Value whole, TStmt.Assign assign, Span span) {
    if (!in.owned.owns(assign.value().type())) {
      return;
    }
    Value part = whole;
    for (TStmt.Step step : assign.path()) {
      part =
          switch (step) {
            case TStmt.Step.Item(int index) -> in.patterns.item(part, index, span);
            case TStmt.Step.Element(var index) ->
                in.op(CoreOp.ELEMENT, span, part, in.index(index));
          };
    }
    in.owned.free(part, in.ty(assign.value().type()), span);
  }

  /// The value with a part exchanged.
  private Value replaced(Value whole, List<TStmt.Step> path, Value part, Span span) {
    if (path.isEmpty()) {
      return part;
    }
    List<TStmt.Step> rest = path.subList(1, path.size());
    return switch (path.getFirst()) {
      case TStmt.Step.Item(int index) -> {
        Attributes at = Attributes.of("index", Attribute.of((long) index));
        Value item = in.f.op(CoreOp.ITEM, at, span, List.of(whole)).result();
        Value changed = replaced(item, rest, part, span);
        yield in.f.op(CoreOp.WITH, at, span, List.of(whole, changed)).result();
      }
      case TStmt.Step.Element(var expr) -> {
        Value index = in.index(expr);
        Value changed =
            rest.isEmpty()
                ? part
                : replaced(in.op(CoreOp.ELEMENT, span, whole, index), rest, part, span);
        yield in.op(CoreOp.WITH_ELEMENT, span, whole, index, changed);
      }
    };
  }

  private void store(TStmt.Store store) {
    Value view = Objects.requireNonNull(in.expressions.of(store.view()));
    List<Value> operands = new java.util.ArrayList<>();
    operands.add(view);
    List<Value> indexes = store.indexes().stream().map(in::index).toList();
    Value value = Objects.requireNonNull(in.expressions.of(store.value()));
    operands.add(value);
    operands.addAll(indexes);
    in.f.op(KernelOp.STORE, Attributes.NONE, store.span(), operands);
  }
}
