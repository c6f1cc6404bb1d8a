package org.tosc.frontend.neuro.typed;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The expressions inside of expressions, in the order of evaluation.
public final class Parts {
  private Parts() {}

  /// Calls `visit` with every expression of a block, outer ones before inner ones.
  public static void each(TBlock block, Consumer<TExpr> visit) {
    forEach(block, e -> each(e, visit));
  }

  /// Calls `visit` with an expression and all in it.
  public static void each(TExpr expr, Consumer<TExpr> visit) {
    new Consumer<TExpr>() {
      @Override
      public void accept(TExpr inner) {
        visit.accept(inner);
        forEach(inner, this);
      }
    }.accept(expr);
  }

  /// The expressions of a block's statements, and its value.
  public static List<TExpr> of(TBlock block) {
    List<TExpr> parts = new ArrayList<>();
    forEach(block, parts::add);
    return parts;
  }

  public static List<TExpr> of(TStmt statement) {
    List<TExpr> parts = new ArrayList<>();
    forEach(statement, parts::add);
    return parts;
  }

  public static List<TExpr> of(TExpr expr) {
    List<TExpr> parts = new ArrayList<>();
    forEach(expr, parts::add);
    return parts;
  }

  /// Calls `visit` with the expressions of a block's statements, and its value.
  public static void forEach(TBlock block, Consumer<TExpr> visit) {
    for (TStmt statement : block.statements()) {
      forEach(statement, visit);
    }
    maybe(block.value(), visit);
  }

  /// Calls `visit` with the expressions of a statement.
  public static void forEach(TStmt statement, Consumer<TExpr> visit) {
    switch (statement) {
      case TStmt.Let(_, var value, _) -> maybe(value, visit);
      case TStmt.Assign(_, var path, var value, _) -> {
        for (TStmt.Step step : path) {
          if (step instanceof TStmt.Step.Element(var index)) {
            visit.accept(index);
          }
        }
        visit.accept(value);
      }
      case TStmt.Store(var view, var indexes, var value, _) -> {
        visit.accept(view);
        indexes.forEach(visit);
        visit.accept(value);
      }
      case TStmt.Run(var value) -> visit.accept(value);
    }
  }

  /// Calls `visit` with the parts of an expression, not with their parts.
  public static void forEach(TExpr expr, Consumer<TExpr> visit) {
    switch (expr) {
      case TExpr.Const _, TExpr.Unit _, TExpr.Local _, TExpr.ExtentValue _ -> {}
      case TExpr.Reference _, TExpr.Break _, TExpr.Continue _, TExpr.Broken _ -> {}
      case TExpr.Items(var items, _, _) -> items.forEach(visit);
      case TExpr.Updated(var fields, var base, _, _) -> {
        fields.forEach(field -> maybe(field, visit));
        visit.accept(base);
      }
      case TExpr.ArrayOf(var items, _, _) -> items.forEach(visit);
      case TExpr.Fill(var value, _, _) -> visit.accept(value);
      case TExpr.Variant(_, var fields, _, _) -> fields.forEach(visit);
      case TExpr.Item(var object, _, _, _) -> visit.accept(object);
      case TExpr.Element(var object, var indexes, _, _) -> {
        visit.accept(object);
        indexes.forEach(visit);
      }
      case TExpr.Apply(_, var args, _, _) -> args.forEach(visit);
      case TExpr.Lazy(_, var left, var right, _) -> {
        visit.accept(left);
        visit.accept(right);
      }
      case TExpr.Tiles(_, var args, _, _, _, _) -> args.forEach(visit);
      case TExpr.Library(_, var args, _, _) -> args.forEach(arg -> maybe(arg, visit));
      case TExpr.Call(_, _, var args, _, _) -> args.forEach(visit);
      case TExpr.CallValue(var callee, var args, _, _) -> {
        visit.accept(callee);
        args.forEach(visit);
      }
      case TExpr.Lift(_, _, var args, _, _) -> args.forEach(visit);
      case TExpr.Launch(_, _, var grid, var args, _) -> {
        grid.forEach(visit);
        args.forEach(visit);
      }
      case TExpr.Range(var from, var to, _, _, _) -> {
        visit.accept(from);
        visit.accept(to);
      }
      case TExpr.If(var condition, var then, var otherwise, _, _) -> {
        visit.accept(condition);
        forEach(then, visit);
        maybe(otherwise, visit);
      }
      case TExpr.Match(var subject, var arms, _, _) -> {
        visit.accept(subject);
        for (TExpr.Arm arm : arms) {
          maybe(arm.guard(), visit);
          visit.accept(arm.body());
        }
      }
      case TExpr.Scoped(var block) -> forEach(block, visit);
      case TExpr.While(var condition, var body, _) -> {
        visit.accept(condition);
        forEach(body, visit);
      }
      case TExpr.For(_, var iterable, var body, _) -> {
        visit.accept(iterable);
        forEach(body, visit);
      }
      case TExpr.Loop(var body, _, _) -> forEach(body, visit);
      case TExpr.Return(var value, _) -> maybe(value, visit);
    }
  }

  private static void maybe(@Nullable TExpr expr, Consumer<TExpr> visit) {
    if (expr != null) {
      visit.accept(expr);
    }
  }
}
