package org.tosc.frontend.pseudocode.lower;

import java.util.List;
import org.tosc.frontend.pseudocode.ast.Block;
import org.tosc.frontend.pseudocode.ast.Expr;
import org.tosc.frontend.pseudocode.ast.Ident;
import org.tosc.frontend.pseudocode.ast.Stmt;
import org.tosc.frontend.pseudocode.resolve.Variable;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.SlotType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// Lowers loops to `core.loop`.
final class LoopLowering {
  private final Body body;

  LoopLowering(Body body) {
    this.body = body;
  }

  void whileLoop(Stmt.While w) {
    loop(
        w.span(),
        () -> body.expressions().condition(w.condition()),
        () -> body.statements().block(w.body()),
        () -> {});
  }

  void loop(Stmt.Loop l) {
    loop(
        l.span(),
        () -> body.truth(true, l.span()),
        () -> body.statements().block(l.body()),
        () -> {});
  }

  /// The condition of `repeat` sees the variables of the body, so it is tested at the body's end;
  /// `continue` goes there too, through a flag that says whether the first round is over.
  void repeat(Stmt.RepeatUntil r) {
    Span span = r.span();
    if (usesContinue(r.body())) {
      repeatWithContinue(r);
      return;
    }
    loop(
        span,
        () -> body.truth(true, span),
        () -> {
          body.statements().block(r.body());
          if (!body.builder().isTerminated()) {
            Value done = body.expressions().condition(r.condition());
            body.branch(done, span, () -> body.builder().op(CoreOp.BREAK, span), () -> {});
          }
        },
        () -> {});
  }

  private void repeatWithContinue(Stmt.RepeatUntil r) {
    Span span = r.span();
    Value first = slot(Scalar.I1, body.truth(true, span), span);
    loop(
        span,
        () ->
            Choice.of(
                body,
                body.core(CoreOp.SLOT_GET, span, first),
                Scalar.I1,
                span,
                () -> body.truth(true, span),
                () -> body.core(CoreOp.NOT, span, body.expressions().condition(r.condition()))),
        () -> {
          body.builder().op(CoreOp.SLOT_SET, span, first, body.truth(false, span));
          body.statements().block(r.body());
        },
        () -> {});
  }

  private static boolean usesContinue(Block block) {
    return block.statements().stream().anyMatch(LoopLowering::continues);
  }

  private static boolean continues(org.tosc.frontend.pseudocode.ast.Node node) {
    return switch (node) {
      case Stmt.Continue _ -> true;
      case Stmt.While _, Stmt.Loop _, Stmt.RepeatUntil _, Stmt.ForIn _, Stmt.ForRange _ -> false;
      case Expr _ -> false;
      default -> node.children().stream().anyMatch(LoopLowering::continues);
    };
  }

  void forIn(Stmt.ForIn f) {
    Span span = f.span();
    Value iterable = body.expressions().value(f.iterable());
    boolean pairs = f.names().size() == 2;
    Attributes attributes = pairs ? Attributes.of("pairs", Attribute.of(true)) : Attributes.NONE;
    Value iter = body.host(HostOp.ITER, attributes, f.iterable().span(), List.of(iterable));
    loop(
        span,
        () -> body.host(HostOp.HAS_NEXT, span, iter),
        () -> {
          Value item = body.host(HostOp.NEXT, span, iter);
          items(f.names(), item, span);
          body.statements().block(f.body());
        },
        () -> {});
  }

  private void items(List<Ident> names, Value item, Span span) {
    List<Value> items =
        names.size() == 1 ? List.of(item) : body.unpack(item, names.size(), -1, span);
    for (int i = 0; i < names.size(); i++) {
      bind(body.declared(names.get(i)), items.get(i), names.get(i).span());
    }
  }

  /// A loop variable is new in each round.
  private void bind(Variable variable, Value value, Span span) {
    if (variable.home() == Variable.Home.CELL) {
      body.newCell(variable, span);
    }
    body.store(variable, value, span);
  }

  void forRange(Stmt.ForRange f) {
    Value from = body.expressions().value(f.from());
    Value to = body.expressions().value(f.to());
    Value step = f.step() == null ? null : body.expressions().value(f.step());
    boolean integers =
        from.type() == Scalar.I64
            && to.type() == Scalar.I64
            && (step == null || step.type() == Scalar.I64);
    boolean byOne = f.step() == null || (f.step() instanceof Expr.IntLit(long one, _) && one == 1);
    if (integers && byOne) {
      counting(f, from, to);
    } else if (integers && step != null) {
      stepping(f, from, to, step);
    } else {
      ranging(f, from, to, step == null ? body.nil(f.span()) : step);
    }
  }

  /// Counts in a slot. An inclusive end is compared before the step, so that a range up to the
  /// largest integer ends.
  private void counting(Stmt.ForRange f, Value from, Value to) {
    Span span = f.span();
    Value counter = slot(Scalar.I64, from, span);
    if (!f.inclusive()) {
      loop(
          span,
          () -> body.core(CoreOp.LT, span, body.core(CoreOp.SLOT_GET, span, counter), to),
          () -> round(f, counter, span),
          () -> advance(counter, span));
      return;
    }
    Value going = slot(Scalar.I1, body.core(CoreOp.LE, span, from, to), span);
    loop(
        span,
        () -> body.core(CoreOp.SLOT_GET, span, going),
        () -> round(f, counter, span),
        () -> {
          Value more = body.core(CoreOp.LT, span, body.core(CoreOp.SLOT_GET, span, counter), to);
          body.branch(
              more,
              span,
              () -> advance(counter, span),
              () -> body.builder().op(CoreOp.SLOT_SET, span, going, body.truth(false, span)));
        });
  }

  private void round(Stmt.ForRange f, Value counter, Span span) {
    bind(body.declared(f.name()), body.core(CoreOp.SLOT_GET, span, counter), f.name().span());
    body.statements().block(f.body());
  }

  private void advance(Value counter, Span span) {
    move(counter, CoreOp.WRAPPING_ADD, body.integer(1, span), span);
  }

  /// Counts down how many rounds are left, which the range knows; it also refuses a step of 0.
  private void stepping(Stmt.ForRange f, Value from, Value to, Value step) {
    Span span = f.span();
    Value length = body.builtin("len", span, range(f, from, to, step));
    Value left = slot(Scalar.I64, length, span);
    Value counter = slot(Scalar.I64, from, span);
    loop(
        span,
        () ->
            body.core(
                CoreOp.GT, span, body.core(CoreOp.SLOT_GET, span, left), body.integer(0, span)),
        () -> round(f, counter, span),
        () -> {
          move(left, CoreOp.WRAPPING_SUB, body.integer(1, span), span);
          move(counter, CoreOp.WRAPPING_ADD, step, span);
        });
  }

  private void move(Value slot, CoreOp op, Value by, Span span) {
    Value moved = body.core(op, span, body.core(CoreOp.SLOT_GET, span, slot), by);
    body.builder().op(CoreOp.SLOT_SET, span, slot, moved);
  }

  private Value range(Stmt.ForRange f, Value from, Value to, Value step) {
    return body.host(
        HostOp.RANGE,
        Attributes.of("inclusive", Attribute.of(f.inclusive())),
        f.span(),
        List.of(from, to, step));
  }

  private void ranging(Stmt.ForRange f, Value from, Value to, Value step) {
    Span span = f.span();
    Value iter = body.host(HostOp.ITER, span, range(f, from, to, step));
    loop(
        span,
        () -> body.host(HostOp.HAS_NEXT, span, iter),
        () -> {
          bind(body.declared(f.name()), body.host(HostOp.NEXT, span, iter), f.name().span());
          body.statements().block(f.body());
        },
        () -> {});
  }

  private Value slot(Type type, Value initial, Span span) {
    return body.builder()
        .opOf(
            CoreOp.SLOT,
            List.of(new SlotType(type)),
            Attributes.NONE,
            span,
            List.of(body.coerce(initial, type, span)))
        .result();
  }

  private void loop(
      Span span, java.util.function.Supplier<Value> condition, Runnable rounds, Runnable step) {
    Region test =
        body.builder()
            .region(List.of(), none -> body.builder().op(CoreOp.YIELD, span, condition.get()));
    Region inner = body.builder().block(span, rounds);
    Region next = body.builder().block(span, step);
    body.builder()
        .opWith(
            CoreOp.LOOP, List.of(), Attributes.NONE, span, List.of(), List.of(test, inner, next));
  }
}
