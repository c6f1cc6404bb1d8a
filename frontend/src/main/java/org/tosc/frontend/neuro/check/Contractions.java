package org.tosc.frontend.neuro.check;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.ast.Expr;
import org.tosc.frontend.neuro.typed.TExpr;
import org.tosc.frontend.neuro.typed.TileFn;
import org.tosc.frontend.neuro.types.Extent;
import org.tosc.frontend.neuro.types.TileLayout;
import org.tosc.frontend.neuro.types.Ty;
import org.tosc.frontend.neuro.types.Unify;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// Checks the functions of tiles that take an axis away: products of matrices, sums, maxima.
final class Contractions {
  private final FunctionChecker in;
  private final TileCalls tiles;

  Contractions(FunctionChecker in, TileCalls tiles) {
    this.in = in;
    this.tiles = tiles;
  }

  TExpr dot(BuiltinArguments args) {
    TExpr a = in.expressions.of(args.get("a"), null);
    TExpr b = in.expressions.of(args.get("b"), null);
    Ty.Tile left = matrix(a, "dot");
    Ty.Tile right = matrix(b, "dot");
    if (left == null || right == null) {
      return new TExpr.Broken(args.span());
    }
    Extent inner = left.shape().get(1);
    Extent rows = right.shape().get(0);
    if (!inner.same(rows)) {
      in.report(
          Declarations.label(
              Diagnostic.of(
                      Code.E1401,
                      args.span(),
                      "`dot` needs as many columns left as rows right, found "
                          + left.shapeText()
                          + " and "
                          + right.shapeText())
                  .label(a.span(), inner + " columns")
                  .label(b.span(), rows + " rows"),
              List.of(a, b)));
      return new TExpr.Broken(args.span());
    }
    Ty element = product(a, left, b, right, args.span());
    if (element.isSilent()) {
      return new TExpr.Broken(args.span());
    }
    Ty.Tile type =
        new Ty.Tile(List.of(left.shape().get(0), right.shape().get(1)), element, TileLayout.row());
    List<TExpr> operands = new ArrayList<>(List.of(a, b));
    Expr acc = args.find("acc");
    if (acc != null) {
      operands.add(accumulator(in.expressions.of(acc, type), type, args.span()));
    }
    return new TExpr.Tiles(TileFn.DOT, operands, List.of(), false, type, args.span());
  }

  private TExpr accumulator(TExpr acc, Ty.Tile product, Span span) {
    Ty found = acc.type().settled();
    if (found.isSilent() || Unify.fits(product, found)) {
      return acc;
    }
    String part = Difference.words(product, found);
    in.report(
        Diagnostic.of(
                Code.E1301,
                acc.span(),
                "the accumulator is `" + product + "`, found `" + found + "`")
            .label(acc.span(), part == null ? "this is no tile" : part)
            .label(span, "the product is `" + product + "`"));
    return new TExpr.Broken(acc.span());
  }

  private Ty product(TExpr a, Ty.Tile left, TExpr b, Ty.Tile right, Span span) {
    Scalar x = left.element().scalar();
    Scalar y = right.element().scalar();
    Scalar result = x == null || y == null ? null : DotTable.result(x, y);
    if (result != null) {
      return new Ty.Prim(result);
    }
    in.report(
        Declarations.label(
            Diagnostic.of(
                    Code.E1402,
                    span,
                    "`dot` does not multiply `" + left.element() + "` by `" + right.element() + "`")
                .label(a.span(), "`" + left + "`")
                .label(b.span(), "`" + right + "`")
                .note("it multiplies " + String.join(", ", DotTable.rows())),
            List.of(a, b)));
    return Ty.Basic.ERROR;
  }

  private Ty.@Nullable Tile matrix(TExpr value, String function) {
    Ty.Tile tile = tiles.tile(value, function);
    if (tile != null && tile.rank() != 2) {
      in.report(
          Code.E1414,
          value.span(),
          "`" + function + "` takes tiles with 2 axes, found `" + tile + "`");
      return null;
    }
    return tile;
  }

  TExpr reduce(TileFn fn, BuiltinArguments args) {
    TExpr value = in.expressions.of(args.get("x"), null);
    Ty.Tile tile = tiles.tile(value, fn.text());
    if (tile == null) {
      return new TExpr.Broken(args.span());
    }
    Long axis = axis(args.get("axis"), tile);
    if (axis == null) {
      return new TExpr.Broken(args.span());
    }
    if (!tile.element().isNumber()) {
      return in.error(
          Code.E1303,
          args.span(),
          "`" + fn.text() + "` is defined for numbers, not for `" + tile.element() + "`");
    }
    List<Extent> shape = new ArrayList<>(tile.shape());
    shape.set(axis.intValue(), Extent.ONE);
    Ty element = fn == TileFn.ARGMAX ? Ty.Prim.I64 : tile.element();
    return new TExpr.Tiles(
        fn,
        List.of(value),
        List.of(axis),
        false,
        new Ty.Tile(shape, element, tile.layout()),
        args.span());
  }

  private @Nullable Long axis(Expr expr, Ty.Tile tile) {
    Long axis = tiles.constant(expr);
    if (axis == null) {
      in.report(Code.E1404, expr.span(), "an axis is a number known when the program is compiled");
      return null;
    }
    if (axis < 0 || axis >= tile.rank()) {
      in.report(
          Code.E1404,
          expr.span(),
          "`" + tile + "` has the axes 0 to " + (tile.rank() - 1) + ", found " + axis);
      return null;
    }
    return axis;
  }
}
