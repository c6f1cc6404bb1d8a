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
import org.tosc.frontend.neuro.typed.LibraryFn;
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
import org.tosc.tir.source.Diagnostic.Edit;
import org.tosc.tir.source.Span;

/// Checks one function: variables have values when they are used, tensors are not used after they
/// were moved, and views do not contradict each other.
///
/// The body is followed as it runs: branches join, loops are followed twice, so that what one round
/// moves the next one misses. A borrow lasts until the last use of the variable that holds the view
/// ([LastUses]).
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

  /// A tensor that a view looks at.
  private record Loan(Variable owner, boolean mutable, Span span) {}

  private final Consumer<Diagnostic> report;
  private final TFunction function;
  private final LastUses uses;
  private final Map<Variable, List<Loan>> loans = new HashMap<>();
  private final Map<Variable, Integer> depths = new HashMap<>();
  private final Set<Span> reported = new HashSet<>();
  private State state = new State(new LinkedHashMap<>(), new HashSet<>());
  private int depth;

  private Ownership(TFunction function, TBlock body, Consumer<Diagnostic> report) {
    this.function = function;
    this.report = report;
    this.uses = new LastUses(body);
  }

  /// Checks a function whose body has no other errors.
  public static void check(TFunction function, Consumer<Diagnostic> report) {
    TBlock body = function.body();
    if (body != null) {
      new Ownership(function, body, report).run(body);
    }
  }

  private void run(TBlock body) {
    function.params().forEach(p -> depths.put(p.variable(), 0));
    block(body, true);
    if (body.value() != null) {
      returned(body.value());
    }
  }

  // Statements.

  private void block(TBlock block, boolean moved) {
    depth++;
    for (TStmt statement : block.statements()) {
      statement(statement);
    }
    if (block.value() != null) {
      value(block.value(), moved);
    }
    depth--;
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
          borrow(pattern, init);
        }
      }
      case TStmt.Assign(var variable, var path, var value, var span) -> {
        move(value);
        for (TStmt.Step step : path) {
          if (step instanceof TStmt.Step.Element(var index)) {
            read(index);
          }
        }
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
      depths.put(variable, depth);
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
    if (Owning.owns(variable.type())) {
      for (Map.Entry<Variable, Loan> live : liveLoans(variable, uses.at(value), null)) {
        once(
            span,
            Diagnostic.of(
                    Code.E1503,
                    span,
                    "`"
                        + variable
                        + "` gets another tensor while `"
                        + live.getKey()
                        + "` looks at the old one")
                .label(live.getValue().span(), "borrowed here"));
      }
    }
    if (whole) {
      state.unset().remove(variable);
      state.moved().remove(variable);
      List<Loan> taken = loansOf(value);
      escape(variable, taken, span);
      loans.put(variable, taken);
    }
  }

  private void immutable(Variable variable, Span span) {
    once(
        span,
        Diagnostic.of(
                Code.E1310, span, "`" + variable + "` is declared with `let` and cannot change")
            .label(variable.span(), "declared here")
            .note("`var " + variable + "` declares a variable that may be assigned again")
            .fix("declare it with `var`", declaredWithVar(variable)));
  }

  /// The edit that turns the `let` before a name into `var`.
  private static List<Edit> declaredWithVar(Variable variable) {
    Span name = variable.span();
    String before = name.source().text().substring(0, name.start());
    int let = before.lastIndexOf("let");
    boolean isLet = let >= 0 && before.substring(let + 3).isBlank();
    Span place =
        isLet
            ? new Span(name.source(), let, let + 3)
            : new Span(name.source(), name.start(), name.start());
    return List.of(new Edit(place, isLet ? "var" : "var "));
  }

  /// The views that `let pattern = value` keeps.
  private void borrow(TPattern pattern, TExpr value) {
    List<Loan> taken = loansOf(value);
    if (taken.isEmpty()) {
      return;
    }
    for (Variable variable : Owning.bound(pattern)) {
      if (Owning.borrows(variable.type())) {
        conflicts(taken, variable, uses.at(value));
        loans.put(variable, taken);
      }
    }
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

  private void value(TExpr expr, boolean moves) {
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
        arguments(call.args());
      }
      case TExpr.Lift(_, _, var args, _, _) -> {
        args.forEach(this::read);
        arguments(args);
      }
      case TExpr.Launch(_, _, var grid, var args, _) -> {
        grid.forEach(this::read);
        args.forEach(this::read);
        arguments(args);
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
              () -> {
                read(condition);
                block(body, true);
              });
      case TExpr.For(var pattern, var iterable, var body, _) -> {
        read(iterable);
        loop(
            () -> {
              declare(pattern);
              block(body, true);
            });
      }
      case TExpr.Loop(var body, _, _) -> loop(() -> block(body, true));
      case TExpr.Return(var result, _) -> {
        if (result != null) {
          move(result);
          returned(result);
        }
      }
      case TExpr.Apply(_, var args, _, _) -> args.forEach(this::read);
      case TExpr.Tiles(_, var args, _, _, _, _) -> args.forEach(this::read);
      case TExpr other -> Parts.forEach(other, this::move);
    }
  }

  private void library(TExpr.Library call) {
    boolean borrows = Owning.borrowsArgument(call.fn());
    for (TExpr arg : call.args()) {
      if (arg != null) {
        value(arg, !borrows);
      }
    }
    if (call.fn() == LibraryFn.VIEW || call.fn() == LibraryFn.VIEW_MUT) {
      Variable owner = root(call.arg(0));
      boolean mutable = call.fn() == LibraryFn.VIEW_MUT;
      if (owner != null && mutable && !owner.mutable()) {
        once(
            call.span(),
            Diagnostic.of(
                    Code.E1505,
                    call.span(),
                    "`" + owner + "` is written here, but declared with `let`")
                .label(owner.span(), "declared here")
                .fix("declare it with `var`", declaredWithVar(owner)));
      }
      if (owner != null) {
        conflicts(List.of(new Loan(owner, mutable, call.span())), null, uses.at(call));
      }
    }
  }

  private static @Nullable Variable root(TExpr expr) {
    return switch (expr) {
      case TExpr.Local(var variable, _) -> variable;
      case TExpr.Item(var object, _, _, _) -> root(object);
      case TExpr.Element(var object, _, _, _) -> root(object);
      case TExpr _ -> null;
    };
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
    if (function.isMethod() && variable == function.params().getFirst().variable()) {
      once(
          span,
          Diagnostic.of(Code.E1503, span, "a method borrows `self` and cannot move what it owns")
              .label(variable.span(), "declared here"));
      return;
    }
    for (Map.Entry<Variable, Loan> live : liveLoans(variable, uses.at(expr), null)) {
      once(
          span,
          Diagnostic.of(
                  Code.E1503,
                  span,
                  "`" + variable + "` is moved while `" + live.getKey() + "` looks at it")
              .label(live.getValue().span(), "borrowed here")
              .note("`" + live.getKey() + "` is used later"));
      return;
    }
    state.moved().put(variable, span);
  }

  private void usedAfterMove(Variable variable, Span span, Span moved) {
    String message =
        moved.equals(span)
            ? "`" + variable + "` was moved in an earlier round of this loop"
            : "`" + variable + "` is used after it was moved";
    once(
        span,
        Diagnostic.of(Code.E1501, span, message)
            .label(moved, "moved here")
            .label(variable.span(), "`" + variable + ": " + variable.type() + "`")
            .note("a tensor has one owner; `" + variable + ".view()` lends it"));
  }

  private void unset(Variable variable, Span span) {
    once(
        span,
        Diagnostic.of(Code.E1311, span, "`" + variable + "` has no value yet")
            .label(variable.span(), "declared without a value"));
  }

  private void part(TExpr expr, Span span) {
    Variable owner = root(expr);
    Diagnostic diagnostic =
        Diagnostic.of(Code.E1503, span, "a tensor cannot be moved out of a part of `" + owner + "`")
            .note("`view()` borrows it; `let` or `match` take the whole value apart");
    once(span, owner == null ? diagnostic : diagnostic.label(owner.span(), "declared here"));
  }

  private void match(TExpr.Match match, boolean moves) {
    value(match.subject(), Owning.moves(match));
    List<Runnable> bodies = new ArrayList<>();
    List<Ty> types = new ArrayList<>();
    for (TExpr.Arm arm : match.arms()) {
      bodies.add(
          () -> {
            declare(arm.pattern());
            borrow(arm.pattern(), match.subject());
            if (arm.guard() != null) {
              read(arm.guard());
            }
            value(arm.body(), moves);
          });
      types.add(arm.body().type());
    }
    branches(bodies, types);
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

  /// The body may run never, once or more often.
  private void loop(Runnable body) {
    State before = state.copy();
    body.run();
    state.join(before);
    body.run();
    state.join(before);
  }

  // Borrows.

  /// The tensors that the views in a value look at.
  private List<Loan> loansOf(TExpr expr) {
    if (!Owning.borrows(expr.type())) {
      return List.of();
    }
    return switch (expr) {
      case TExpr.Local(var variable, _) -> loans.getOrDefault(variable, List.of());
      case TExpr.Library call
          when call.fn() == LibraryFn.VIEW || call.fn() == LibraryFn.VIEW_MUT -> {
        Variable owner = root(call.arg(0));
        yield owner == null
            ? List.of()
            : List.of(new Loan(owner, call.fn() == LibraryFn.VIEW_MUT, call.span()));
      }
      case TExpr other -> {
        List<Loan> all = new ArrayList<>();
        Parts.forEach(other, p -> all.addAll(loansOf(p)));
        if (other instanceof TExpr.Call call && call.function().isMethod()) {
          ofReceiver(call, all);
        }
        yield all;
      }
    };
  }

  /// A view that a method gives may look at what its receiver owns.
  private static void ofReceiver(TExpr.Call call, List<Loan> loans) {
    TExpr receiver = call.args().getFirst();
    Variable owner = root(receiver);
    if (owner != null && Owning.owns(receiver.type())) {
      loans.add(new Loan(owner, isMutable(call), call.span()));
    }
  }

  /// The views in variables that are used after `at` and look at a tensor.
  private List<Map.Entry<Variable, Loan>> liveLoans(
      Variable owner, int at, @Nullable Variable except) {
    List<Map.Entry<Variable, Loan>> live = new ArrayList<>();
    loans.forEach(
        (variable, held) -> {
          if (variable != except && uses.isUsedAfter(variable, at)) {
            held.stream()
                .filter(l -> l.owner() == owner)
                .forEach(l -> live.add(Map.entry(variable, l)));
          }
        });
    return live;
  }

  /// Reports new loans that contradict views in use.
  private void conflicts(List<Loan> taken, @Nullable Variable holder, int at) {
    for (Loan loan : taken) {
      for (Map.Entry<Variable, Loan> live : liveLoans(loan.owner(), at, holder)) {
        if (loan.mutable() || live.getValue().mutable()) {
          conflict(loan, live.getKey(), live.getValue());
          return;
        }
      }
    }
  }

  private void conflict(Loan loan, Variable holder, Loan earlier) {
    String how = loan.mutable() ? "for writing" : "";
    String kept = earlier.mutable() ? " for writing" : "";
    once(
        loan.span(),
        Diagnostic.of(
                Code.E1502,
                loan.span(),
                ("`" + loan.owner() + "` cannot be borrowed " + how).strip()
                    + ", it is borrowed"
                    + kept
                    + " by `"
                    + holder
                    + "`")
            .label(earlier.span(), "borrowed here")
            .label(holder.span(), "`" + holder + "` is used later")
            .note("one view that writes, or any number that read"));
  }

  /// Two views in one call must not contradict each other.
  private void arguments(List<TExpr> args) {
    List<Loan> seen = new ArrayList<>();
    for (TExpr arg : args) {
      for (Loan loan : loansOf(arg)) {
        boolean writes = loan.mutable() && isMutable(arg);
        for (Loan before : seen) {
          if (before.owner() == loan.owner() && (writes || before.mutable())) {
            once(
                arg.span(),
                Diagnostic.of(
                        Code.E1502,
                        arg.span(),
                        "`" + loan.owner() + "` is borrowed twice in this call, and written")
                    .label(before.span(), "the other view")
                    .note("one view that writes, or any number that read"));
          }
        }
        seen.add(new Loan(loan.owner(), writes, arg.span()));
      }
    }
  }

  private static boolean isMutable(TExpr arg) {
    return !(arg.type().settled() instanceof Ty.View view) || view.mutable();
  }

  /// A view that is kept in a variable which lives longer than the tensor.
  private void escape(Variable holder, List<Loan> taken, Span span) {
    for (Loan loan : taken) {
      if (depths.getOrDefault(loan.owner(), 0) > depths.getOrDefault(holder, 0)) {
        once(
            span,
            Diagnostic.of(
                    Code.E1504,
                    span,
                    "`" + holder + "` lives longer than `" + loan.owner() + "`, at which it looks")
                .label(loan.owner().span(), "freed at the end of its block")
                .label(holder.span(), "declared further out"));
      }
    }
  }

  private void returned(TExpr value) {
    Variable self = function.isMethod() ? function.params().getFirst().variable() : null;
    for (Loan loan : loansOf(value)) {
      if (loan.owner() == self) {
        continue; // the caller's
      }
      once(
          value.span(),
          Diagnostic.of(
                  Code.E1504,
                  value.span(),
                  "this view looks at `"
                      + loan.owner()
                      + "`, which is freed when `"
                      + function.name()
                      + "` returns")
              .label(loan.owner().span(), "declared here")
              .note("return the tensor itself"));
    }
  }

  private void once(Span span, Diagnostic diagnostic) {
    if (reported.add(span)) {
      report.accept(diagnostic);
    }
  }
}
