package org.tosc.frontend.neuro.typed;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The expressions inside of expressions, in the order of evaluation.
public final class Parts {
  private Parts() {}

  /// Calls `visit` with every expression of a block, outer ones before inner ones.
  public static void each(TBlock block, Consumer<TExpr> visit) {
    of(block).forEach(e -> each(e, visit));
  }

  /// Calls `visit` with an expression and all in it.
  public static void each(TExpr expr, Consumer<TExpr> visit) {
    visit.accept(expr);
    of(expr).forEach(e -> each(e, visit));
  }

  /// The expressions of a block's statements, and its value.
  public static List<TExpr> of(TBlock block) {
    List<TExpr> parts = new ArrayList<>();
    block.statements().forEach(s -> parts.addAll(of(s)));
    if (block.value() != null) {
      parts.add(block.value());
    }
    return parts;
  }

  public static List<TExpr> of(TStmt statement) {
    return switch (statement) {
      case TStmt.Let(_, var value, _) -> list(value);
      case TStmt.Assign(_, var path, var value, _) -> {
        List<TExpr> parts = new ArrayList<>(List.of(value));
        for (TStmt.Step step : path) {
          if (step instanceof TStmt.Step.Element(var index)) {
            parts.add(index);
          }
        }
        yield parts;
      }
      case TStmt.Store(var view, var indexes, var value, _) -> list(view, indexes, value);
      case TStmt.Run(var value) -> List.of(value);
    };
  }

  public static List<TExpr> of(TExpr expr) {
    return switch (expr) {
      case TExpr.Const _, TExpr.Unit _, TExpr.Local _, TExpr.ExtentValue _ -> List.of();
      case TExpr.Reference _, TExpr.Break _, TExpr.Continue _, TExpr.Broken _ -> List.of();
      case TExpr.Items(var items, _, _) -> items;
      case TExpr.Updated(var fields, var base, _, _) -> list(fields, base);
      case TExpr.ArrayOf(var items, _, _) -> items;
      case TExpr.Fill(var value, _, _) -> List.of(value);
      case TExpr.Variant(_, var fields, _, _) -> fields;
      case TExpr.Item(var object, _, _, _) -> List.of(object);
      case TExpr.Element(var object, var indexes, _, _) -> list(object, indexes);
      case TExpr.Apply(_, var args, _, _) -> args;
      case TExpr.Lazy(_, var left, var right, _) -> List.of(left, right);
      case TExpr.Tiles(_, var args, _, _, _, _) -> args;
      case TExpr.Library(_, var args, _, _) -> list(args);
      case TExpr.Call(_, _, var args, _, _) -> args;
      case TExpr.CallValue(var callee, var args, _, _) -> list(callee, args);
      case TExpr.Lift(_, _, var args, _, _) -> args;
      case TExpr.Launch(_, _, var grid, var args, _) -> list(grid, args);
      case TExpr.Range(var from, var to, _, _, _) -> List.of(from, to);
      case TExpr.If(var condition, var then, var otherwise, _, _) ->
          list(condition, of(then), otherwise);
      case TExpr.Match(var subject, var arms, _, _) -> {
        List<TExpr> parts = new ArrayList<>(List.of(subject));
        arms.forEach(a -> parts.addAll(list(a.guard(), a.body())));
        yield parts;
      }
      case TExpr.Scoped(var block) -> of(block);
      case TExpr.While(var condition, var body, _) -> list(condition, of(body));
      case TExpr.For(_, var iterable, var body, _) -> list(iterable, of(body));
      case TExpr.Loop(var body, _, _) -> of(body);
      case TExpr.Return(var value, _) -> list(value);
    };
  }

  /// Joins expressions and lists of them, without the absent ones.
  private static List<TExpr> list(@Nullable Object... parts) {
    List<TExpr> all = new ArrayList<>();
    for (Object part : parts) {
      if (part instanceof TExpr expr) {
        all.add(expr);
      } else if (part instanceof List<?> several) {
        for (Object each : several) {
          if (each instanceof TExpr expr) {
            all.add(expr);
          }
        }
      }
    }
    return Collections.unmodifiableList(all);
  }
}
