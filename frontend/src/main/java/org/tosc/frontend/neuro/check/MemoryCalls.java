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
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// Checks what kernels that are launched do with memory: which program they are, and how they load
/// and store tiles.
final class MemoryCalls {
  private final FunctionChecker in;
  private final TileCalls tiles;

  MemoryCalls(FunctionChecker in, TileCalls tiles) {
    this.in = in;
    this.tiles = tiles;
  }

  boolean inKernel(String function, Span span) {
    if (in.function().isKernel() || in.function().syntax().attribute("inline") != null) {
      return true;
    }
    in.report(
        Diagnostic.of(Code.E1411, span, "`" + function + "` has a meaning inside a kernel only")
            .label(in.function().span(), "`@kernel` before this function makes it one"));
    return false;
  }

  TExpr program(TileFn fn, BuiltinArguments args) {
    Long axis = tiles.constant(args.get("axis"));
    if (axis == null || axis < 0 || axis > 2) {
      return in.error(Code.E1404, args.get("axis").span(), "a grid has the axes 0, 1 and 2");
    }
    return inKernel(fn.text(), args.span())
        ? new TExpr.Tiles(fn, List.of(), List.of(axis), false, Ty.Prim.INDEX, args.span())
        : new TExpr.Broken(args.span());
  }

  /// `load(view, [i, j])`: the type that is expected says which extents the tile has, or `shape`.
  TExpr load(BuiltinArguments args, @Nullable Ty expected) {
    TExpr view = in.expressions.of(args.get("view"), null);
    if (!(view.type().settled() instanceof Ty.View type)) {
      return view.type().isSilent()
          ? view
          : in.error(
              Code.E1301, view.span(), "`load` reads from a view, found `" + view.type() + "`");
    }
    List<TExpr> at = coordinates(args.get("at"), type);
    Ty.Tile tile = loaded(args, type, expected);
    if (at == null || tile == null || !inKernel("load", args.span())) {
      return new TExpr.Broken(args.span());
    }
    List<TExpr> operands = new ArrayList<>(List.of(view));
    operands.addAll(at);
    Expr pad = args.find("pad");
    if (pad != null) {
      TExpr value = in.expressions.of(pad, type.element());
      operands.add(in.coerce(value, type.element(), Code.E1301, view.span()));
    }
    return new TExpr.Tiles(TileFn.LOAD, operands, List.of(), pad != null, tile, args.span());
  }

  private Ty.@Nullable Tile loaded(BuiltinArguments args, Ty.View view, @Nullable Ty expected) {
    Ty.Tile wanted = expected != null && expected.settled() instanceof Ty.Tile tile ? tile : null;
    List<Extent> shape =
        args.has("shape") ? tiles.shape(args.get("shape")) : wanted == null ? null : wanted.shape();
    if (shape == null) {
      if (!args.has("shape")) {
        in.report(
            Diagnostic.of(Code.E1320, args.span(), "nothing says which extents this tile has")
                .note("`load(v, [i, j], shape = [16, 16])`, or a type at the `let`"));
      }
      return null;
    }
    if (shape.size() != view.rank()) {
      in.report(
          Code.E1413,
          args.span(),
          "the view has " + view.rank() + " axes, the tile has " + shape.size());
      return null;
    }
    return new Ty.Tile(shape, view.element(), wanted == null ? TileLayout.row() : wanted.layout());
  }

  TExpr store(BuiltinArguments args, TileFn fn) {
    TExpr view = in.expressions.of(args.get("view"), null);
    String value = fn == TileFn.STORE ? "tile" : "value";
    if (!(view.type().settled() instanceof Ty.View type)) {
      in.expressions.of(args.get(value), null);
      return view.type().isSilent()
          ? new TExpr.Broken(args.span())
          : in.error(
              Code.E1301,
              view.span(),
              "`" + fn.text() + "` writes to a view, found `" + view.type() + "`");
    }
    TExpr written = in.expressions.of(args.get(value), type.element());
    List<TExpr> at = coordinates(args.get("at"), type);
    boolean fits = inKernel(fn.text(), args.span()) && writable(type, view, fn);
    if (!fits || at == null || written.type().isSilent()) {
      return new TExpr.Broken(args.span());
    }
    if (!storable(written, type, fn)) {
      return new TExpr.Broken(args.span());
    }
    List<TExpr> operands = new ArrayList<>(List.of(view, written));
    operands.addAll(at);
    return new TExpr.Tiles(fn, operands, List.of(), false, Ty.Basic.UNIT, args.span());
  }

  private boolean writable(Ty.View type, TExpr view, TileFn fn) {
    if (!type.mutable()) {
      in.report(
          Diagnostic.of(
                  Code.E1310, view.span(), "`" + fn.text() + "` writes, this view is read only")
              .label(view.span(), "`" + type + "`")
              .note("a parameter `View_mut<…>` may be written"));
    }
    return type.mutable();
  }

  private boolean storable(TExpr written, Ty.View view, TileFn fn) {
    Ty type = written.type().settled();
    Ty element = type instanceof Ty.Tile tile ? tile.element() : type;
    boolean scalarAllowed = fn == TileFn.ATOMIC_ADD;
    if (!(type instanceof Ty.Tile) && !scalarAllowed) {
      in.report(Code.E1301, written.span(), "`store` writes a tile, found `" + type + "`");
      return false;
    }
    if (!Unify.fits(view.element(), element)) {
      in.report(
          Diagnostic.of(
                  Code.E1301,
                  written.span(),
                  "the view holds `" + view.element() + "`, found `" + type + "`")
              .note("`x as " + view.element() + "` converts each element"));
      return false;
    }
    if (type instanceof Ty.Tile tile && tile.rank() != view.rank()) {
      in.report(
          Code.E1413,
          written.span(),
          "the view has " + view.rank() + " axes, the tile has " + tile.rank());
      return false;
    }
    return true;
  }

  /// `[i, j]` in brackets, one for each axis; null where reported.
  @Nullable List<TExpr> coordinates(Expr expr, Ty.View view) {
    List<Expr> items = expr instanceof Expr.ArrayLit(var all, _) ? all : List.of(expr);
    List<TExpr> made = items.stream().map(in.expressions::integer).toList();
    if (made.size() != view.rank()) {
      in.report(
          Code.E1413,
          expr.span(),
          "the view has "
              + view.rank()
              + (view.rank() == 1 ? " axis" : " axes")
              + ", found "
              + made.size()
              + (made.size() == 1 ? " coordinate" : " coordinates"));
      return null;
    }
    return made.stream().anyMatch(m -> m.type().isSilent()) ? null : made;
  }
}
