package org.tosc.frontend.neuro.lift;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.typed.TExpr;
import org.tosc.frontend.neuro.types.Ty;
import org.tosc.tir.source.Span;

/// Finds tiles in expressions that must do without.
final class Scalars {
  /// Where a scalar depends on a tile, and why that has no meaning over whole tensors.
  record Use(Span span, String why) {}

  private Scalars() {}

  static @Nullable Use firstUseOfTiles(TExpr value) {
    Deque<TExpr> work = new ArrayDeque<>();
    work.push(value);
    while (!work.isEmpty()) {
      TExpr expr = work.pop();
      if (expr instanceof TExpr.Element(TExpr object, _, _, Span span)
          && object.type().settled() instanceof Ty.Tile) {
        return new Use(span, "this is an element of one tile, not of the tensor");
      }
      if (expr instanceof TExpr.Tiles op) {
        return new Use(op.span(), "`" + op.fn().text() + "` belongs to kernels that are launched");
      }
      if (expr.type().settled() instanceof Ty.Tile) {
        return new Use(expr.span(), "this is a tile where a scalar is needed");
      }
      List<TExpr> parts = parts(expr);
      if (parts == null) {
        return new Use(expr.span(), "the body must be one formula over its tiles");
      }
      parts.forEach(work::push);
    }
    return null;
  }

  /// The parts of an expression without control flow, or null for others.
  private static @Nullable List<TExpr> parts(TExpr expr) {
    return switch (expr) {
      case TExpr.Const _, TExpr.Unit _, TExpr.Local _, TExpr.ExtentValue _ -> List.of();
      case TExpr.Reference _ -> List.of();
      case TExpr.Items e -> e.items();
      case TExpr.ArrayOf e -> e.items();
      case TExpr.Fill e -> List.of(e.value());
      case TExpr.Variant e -> e.fields();
      case TExpr.Item e -> List.of(e.object());
      case TExpr.Element e -> with(e.object(), e.indexes());
      case TExpr.Apply e -> e.args();
      case TExpr.Lazy e -> List.of(e.left(), e.right());
      case TExpr.Call e -> e.args();
      case TExpr.CallValue e -> with(e.callee(), e.args());
      case TExpr.Range e -> List.of(e.from(), e.to());
      case TExpr.Updated _, TExpr.Tiles _, TExpr.Library _, TExpr.Lift _, TExpr.Launch _ -> null;
      case TExpr.If _, TExpr.Match _, TExpr.Scoped _, TExpr.While _, TExpr.For _ -> null;
      case TExpr.Loop _, TExpr.Return _, TExpr.Break _, TExpr.Continue _, TExpr.Broken _ -> null;
    };
  }

  private static List<TExpr> with(TExpr first, List<TExpr> rest) {
    List<TExpr> all = new java.util.ArrayList<>(rest);
    all.addFirst(first);
    return all;
  }
}
