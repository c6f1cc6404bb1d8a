package org.tosc.frontend.neuro.own;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.typed.Parts;
import org.tosc.frontend.neuro.typed.TBlock;
import org.tosc.frontend.neuro.typed.TExpr;
import org.tosc.frontend.neuro.typed.TFunction;
import org.tosc.frontend.neuro.typed.TPattern;
import org.tosc.frontend.neuro.typed.TStmt;
import org.tosc.frontend.neuro.typed.Variable;
import org.tosc.frontend.neuro.types.Ty;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// Checks one function: variables have values when they are used, tensors are not used after they
/// were moved, and views ([Loans]) do not contradict each other.
///
/// The body is followed as it runs: branches join, loops are followed twice, so that what one round
/// moves the next one misses.
public final class Ownership {
  /// What is known of variables at one point.
  private record State(Map<Variable, Span> moved, Set<Variable> unset) {
    State copy() {
      return new State(new LinkedHashMap<>(moved), new HashSet<>(unset));
    }

    void join(State other) {
      other.moved.forEach(moved::putIfAbsent);
      unset.addAll(other.unset);
    }
  }

  private final Reports reports;
  private final TFunction function;
  private final LastUses uses;
  private final Loans loans;
  private final Map<Variable, Span> walked = new HashMap<>();
  private final Set<Variable> borrowed = new HashSet<>();
  private Jumps jumps = new Jumps();
  private State state = new State(new LinkedHashMap<>(), new HashSet<>());

  private Ownership(
      TFunction function, TBlock body, Set<Variable> kept, Consumer<Diagnostic> report) {
    this.function = function;
    this.reports = new Reports(report);
    this.uses = new LastUses(body, kept);
    this.loans = new Loans(function, uses, reports);
  }

  /// Checks a function whose body has no other errors.
  public static void check(TFunction function, Consumer<Diagnostic> report) {
    TBlock body = function.body();
    if (body != null) {
      new Ownership(function, body, Set.of(), report).run(body);
    }
  }

  /// Checks an entry of a conversation whose body has no other errors. Its parameters are the
  /// variables of earlier entries, and it leaves `kept` to the next one.
  public static Standing entry(
      TFunction entry,
      TBlock body,
      Standing before,
      Set<Variable> kept,
      Consumer<Diagnostic> report) {
    Ownership check = new Ownership(entry, body, kept, report);
    check.state.moved().putAll(before.moved());
    check.state.unset().addAll(before.unset());
    check.loans.restore(before.loans());
    check.loans.enter();
    entry.params().forEach(p -> check.loans.declare(p.variable()));
    check.inside(body, true);
    return new Standing(check.state.moved(), check.state.unset(), check.loans.all());
  }

  private void run(TBlock body) {
    function.params().forEach(p -> loans.declare(p.variable()));
    loans.enter();
    inside(body, true);
    if (body.value() != null) {
      loans.returned(body.value());
    }
  }

  // Statements.

  private void block(TBlock block, boolean moved) {
    loans.enter();
    inside(block, moved);
    if (block.value() != null) {
      loans.leaves(block.value());
    }
    loans.leave();
  }

  private void inside(TBlock block, boolean moved) {
    for (TStmt statement : block.statements()) {
      statement(statement);
    }
    if (block.value() != null) {
      value(block.value(), moved);
    }
  }

  private void statement(TStmt statement) {
    switch (statement) {
      case TStmt.Let(var pattern, var init, _) -> {
        if (init == null) {
          declare(pattern);
          Owning.bound(pattern).forEach(state.unset()::add);
        } else {
          move(init);
          declare(pattern);
          loans.keep(pattern, init);
        }
      }
      case TStmt.Assign(var variable, var path, var value, var span) -> {
        for (TStmt.Step step : path) {
          if (step instanceof TStmt.Step.Element(var index)) {
            read(index);
          }
        }
        move(value);
        assign(variable, path.isEmpty(), value, span);
      }
      case TStmt.Store(var view, var indexes, var value, _) -> {
        read(view);
        indexes.forEach(this::read);
        read(value);
      }
      case TStmt.Run(var value) -> move(value);
    }
  }

  private void declare(TPattern pattern) {
    for (Variable variable : Owning.bound(pattern)) {
      loans.declare(variable);
      state.moved().remove(variable);
    }
  }

  private void assign(Variable variable, boolean whole, TExpr value, Span span) {
    boolean first = whole && state.unset().contains(variable);
    if (!variable.mutable() && !first) {
      immutable(variable, span);
    }
    if (!whole && state.unset().contains(variable)) {
      unset(variable, span);
    }
    if (Owning.owns(value.type())) {
      exchanged(variable, value, span);
    }
    if (whole) {
      state.unset().remove(variable);
      state.moved().remove(variable);
    }
    loans.assign(variable, whole, value, span);
  }

  /// What a variable owns makes room for something else.
  private void exchanged(Variable variable, TExpr value, Span span) {
    String what = "`" + variable + "` gets another tensor while ";
    for (Loans.Held live : loans.live(variable, uses.at(value), null)) {
      reports.once(
          span,
          Diagnostic.of(Code.E1503, span, what + "`" + live.holder() + "` looks at the old one")
              .label(live.loan().span(), "borrowed here"));
    }
    Span loop = walked.get(variable);
    if (loop != null) {
      reports.once(
          span,
          Diagnostic.of(Code.E1503, span, what + "a loop goes through it").label(loop, "the loop"));
    }
    if (isReceiver(variable)) {
      reports.once(
          span,
          Diagnostic.of(
                  Code.E1503, span, "a method borrows `self` and cannot exchange what it owns")
              .label(variable.span(), "declared here"));
    }
  }

  private boolean isReceiver(Variable variable) {
    return function.isMethod() && variable == function.params().getFirst().variable();
  }

  private void immutable(Variable variable, Span span) {
    reports.once(
        span,
        Diagnostic.of(
                Code.E1310, span, "`" + variable + "` is declared with `let` and cannot change")
            .label(variable.span(), "declared here")
            .note("`var " + variable + "` declares a variable that may be assigned again")
            .fix("declare it with `var`", Reports.declaredWithVar(variable)));
  }

  // Expressions.

  /// The value is handed on: what it owns moves.
  private void move(TExpr expr) {
    value(expr, true);
  }

  /// The value is looked at: what it owns stays.
  private void read(TExpr expr) {
    value(expr, false);
  }

  /// An `if`, a block and a `match` hand on what they give, whatever becomes of it.
  private void value(TExpr expr, boolean wanted) {
    boolean moves = wanted || (!Owning.isPlace(expr) && Owning.owns(expr.type()));
    switch (expr) {
      case TExpr.Local(var variable, var span) -> local(variable, span, moves, expr);
      case TExpr.Item(var object, _, var type, var span) -> {
        read(object);
        if (moves && Owning.owns(type) && Owning.isPlace(object)) {
          part(expr, span);
        }
      }
      case TExpr.Element(var object, var indexes, var type, var span) -> {
        read(object);
        indexes.forEach(this::read);
        if (moves && Owning.owns(type) && Owning.isPlace(object)) {
          part(expr, span);
        }
      }
      case TExpr.Library call -> library(call);
      case TExpr.Call call -> {
        for (int i = 0; i < call.args().size(); i++) {
          value(call.args().get(i), !Owning.borrowsArgument(call, i));
        }
        loans.arguments(call.args(), "call");
        loans.called(call);
      }
      case TExpr.Lift(_, _, var args, _, _) -> {
        args.forEach(this::read);
        loans.arguments(args, "call");
      }
      case TExpr.Launch(_, _, var grid, var args, _) -> {
        grid.forEach(this::read);
        args.forEach(this::read);
        loans.arguments(args, "call");
      }
      case TExpr.If(var condition, var then, var otherwise, _, _) -> {
        read(condition);
        branches(
            List.of(
                () -> block(then, moves),
                () -> {
                  if (otherwise != null) {
                    value(otherwise, moves);
                  }
                }),
            List.of(then.type(), otherwise == null ? Ty.Basic.UNIT : otherwise.type()));
      }
      case TExpr.Match match -> match(match, moves);
      case TExpr.Scoped(var block) -> block(block, moves);
      case TExpr.Lazy(_, var left, var right, _) -> {
        read(left);
        branches(List.of(() -> read(right), () -> {}), List.of(Ty.Prim.BOOL, Ty.Prim.BOOL));
      }
      case TExpr.While(var condition, var body, _) ->
          loop(
              body,
              () -> {
                read(condition);
                jumps.exit(state);
                block(body, true);
              });
      case TExpr.For loop -> each(loop);
      case TExpr.Fill(var item, _, var span) -> repeated(item, span);
      case TExpr.Loop(var body, _, _) -> loop(body, () -> block(body, true));
      case TExpr.Return(var result, _) -> {
        if (result != null) {
          move(result);
          loans.returned(result);
        }
      }
      case TExpr.CallValue _ -> together(expr, "call");
      case TExpr.Items _, TExpr.Variant _, TExpr.ArrayOf _, TExpr.Updated _ ->
          together(expr, "value");
      case TExpr.Break _ -> jumps.exit(state);
      case TExpr.Continue _ -> jumps.next(state);
      case TExpr.Apply(_, var args, _, _) -> args.forEach(this::read);
      case TExpr.Tiles(_, var args, _, _, _, _) -> args.forEach(this::read);
      case TExpr other -> Parts.forEach(other, this::move);
    }
  }

  private void together(TExpr whole, String what) {
    List<TExpr> parts = Parts.of(whole);
    parts.forEach(this::move);
    loans.arguments(parts, what);
  }

  private void library(TExpr.Library call) {
    boolean borrows = Owning.borrowsArgument(call.fn());
    for (TExpr arg : call.args()) {
      if (arg != null) {
        value(arg, !borrows);
      }
    }
    loans.made(call);
  }

  private void local(Variable variable, Span span, boolean moves, TExpr expr) {
    if (state.unset().contains(variable)) {
      unset(variable, span);
      return;
    }
    Span moved = state.moved().get(variable);
    if (moved != null) {
      usedAfterMove(variable, span, moved);
      return;
    }
    if (!moves || !Owning.owns(variable.type())) {
      return;
    }
    if (isHeld(variable, span)) {
      return;
    }
    for (Loans.Held live : loans.live(variable, uses.at(expr), null)) {
      reports.once(
          span,
          Diagnostic.of(
                  Code.E1503,
                  span,
                  "`" + variable + "` is moved while `" + live.holder() + "` looks at it")
              .label(live.loan().span(), "borrowed here")
              .note("`" + live.holder() + "` is used later"));
      return;
    }
    state.moved().put(variable, span);
  }

  /// Reports the move of what belongs to somebody else.
  private boolean isHeld(Variable variable, Span span) {
    Span loop = walked.get(variable);
    String message =
        isReceiver(variable)
            ? "a method borrows `self` and cannot move what it owns"
            : borrowed.contains(variable)
                ? "a loop borrows the elements of its array and cannot move what they own"
                : loop != null ? "`" + variable + "` is moved while a loop goes through it" : null;
    if (message == null) {
      return false;
    }
    Diagnostic diagnostic = Diagnostic.of(Code.E1503, span, message);
    reports.once(
        span,
        loop != null
            ? diagnostic.label(loop, "the loop")
            : diagnostic.label(variable.span(), "declared here"));
    return true;
  }

  private void usedAfterMove(Variable variable, Span span, Span moved) {
    String message =
        moved.equals(span)
            ? "`" + variable + "` was moved in an earlier round of this loop"
            : "`" + variable + "` is used after it was moved";
    reports.once(
        span,
        Diagnostic.of(Code.E1501, span, message)
            .label(moved, "moved here")
            .label(variable.span(), "`" + variable + ": " + variable.type() + "`")
            .note(
                variable.type() instanceof Ty.Tensor
                    ? "a tensor has one owner; `" + variable + ".view()` lends it"
                    : "a tensor has one owner, and what it is a part of moves with it"));
  }

  private void unset(Variable variable, Span span) {
    reports.once(
        span,
        Diagnostic.of(Code.E1311, span, "`" + variable + "` has no value yet")
            .label(variable.span(), "declared without a value"));
  }

  private void part(TExpr expr, Span span) {
    Variable owner = loans.root(expr);
    Diagnostic diagnostic =
        Diagnostic.of(Code.E1503, span, "a tensor cannot be moved out of a part of `" + owner + "`")
            .note("`view()` borrows it; `let` or `match` take the whole value apart");
    reports.once(
        span, owner == null ? diagnostic : diagnostic.label(owner.span(), "declared here"));
  }

  /// A loop borrows the array that it goes through.
  private void each(TExpr.For loop) {
    read(loop.iterable());
    Variable array = loans.root(loop.iterable());
    Span before = array == null ? null : walked.putIfAbsent(array, loop.iterable().span());
    loans.enter();
    loop(
        loop.body(),
        () -> {
          jumps.exit(state);
          declare(loop.pattern());
          for (Variable variable : Owning.bound(loop.pattern())) {
            loans.element(variable, loop.iterable());
            borrowed.add(variable);
          }
          block(loop.body(), true);
        });
    loans.leave();
    if (array != null && before == null) {
      walked.remove(array);
    }
  }

  private void repeated(TExpr item, Span span) {
    move(item);
    if (Owning.owns(item.type())) {
      reports.once(
          span,
          Diagnostic.of(
                  Code.E1503, span, "a tensor has one owner and cannot be repeated in an array")
              .label(item.span(), "`" + item.type().settled() + "`")
              .note(
                  item.type().settled() instanceof Ty.Param
                      ? "a bound says that it owns none: `" + item.type().settled() + ": Copy`"
                      : "write the elements one by one"));
    }
  }

  private void match(TExpr.Match match, boolean moves) {
    value(match.subject(), Owning.moves(match));
    List<Runnable> bodies = new ArrayList<>();
    List<Ty> types = new ArrayList<>();
    for (TExpr.Arm arm : match.arms()) {
      bodies.add(() -> arm(match, arm, moves));
      types.add(arm.body().type());
    }
    branches(bodies, types);
  }

  private void arm(TExpr.Match match, TExpr.Arm arm, boolean moves) {
    loans.enter();
    declare(arm.pattern());
    loans.keep(arm.pattern(), match.subject());
    if (arm.guard() != null) {
      guard(arm.guard());
    }
    value(arm.body(), moves);
    loans.leaves(arm.body());
    loans.leave();
  }

  /// A guard may fail, and then the next arm finds everything in its place.
  private void guard(TExpr guard) {
    State before = state.copy();
    read(guard);
    state
        .moved()
        .forEach(
            (variable, span) -> {
              if (!before.moved().containsKey(variable) && !isInside(variable, guard)) {
                reports.once(
                    span,
                    Diagnostic.of(Code.E1503, span, "`" + variable + "` cannot be moved in a guard")
                        .label(variable.span(), "declared here")
                        .note("a guard that does not hold leaves everything as it was"));
              }
            });
    state = before;
  }

  private static boolean isInside(Variable variable, TExpr expr) {
    int at = variable.span().start();
    return at >= expr.span().start() && at < expr.span().end();
  }

  /// Runs each branch from the same state; those that end go on together.
  private void branches(List<Runnable> bodies, List<Ty> types) {
    State before = state;
    State after = null;
    for (int i = 0; i < bodies.size(); i++) {
      state = before.copy();
      bodies.get(i).run();
      if (types.get(i) != Ty.Basic.NEVER) {
        if (after == null) {
          after = state;
        } else {
          after.join(state);
        }
      }
    }
    state = after == null ? before : after;
  }

  /// Follows a loop twice; `round` says where it is left other than by `break`.
  private void loop(TBlock body, Runnable round) {
    State before = state.copy();
    Jumps outer = jumps;
    Jumps own = new Jumps();
    jumps = own;
    round.run();
    if (body.type() != Ty.Basic.NEVER) {
      own.next(state);
    }
    if (own.next != null) {
      state = own.next;
      state.join(before);
      round.run();
    }
    jumps = outer;
    state = own.exit == null ? before : own.exit;
  }

  /// What is known where a loop goes on and where it ends.
  private static final class Jumps {
    private @Nullable State next;
    private @Nullable State exit;

    void next(State state) {
      next = joined(next, state);
    }

    void exit(State state) {
      exit = joined(exit, state);
    }

    private static State joined(@Nullable State before, State state) {
      State both = state.copy();
      if (before != null) {
        both.join(before);
      }
      return both;
    }
  }
}
