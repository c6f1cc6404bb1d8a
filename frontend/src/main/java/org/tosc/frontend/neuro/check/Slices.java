package org.tosc.frontend.neuro.check;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.ast.Arg;
import org.tosc.frontend.neuro.ast.Expr;
import org.tosc.frontend.neuro.typed.LibraryFn;
import org.tosc.frontend.neuro.typed.ScalarFn;
import org.tosc.frontend.neuro.typed.TExpr;
import org.tosc.frontend.neuro.types.Extent;
import org.tosc.frontend.neuro.types.Ty;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Span;

/// Checks `v.slice(0..4, ..)`: a range for each axis. What lies outside a known extent is refused
/// here, what is not known is checked when the program runs.
final class Slices {
  private final FunctionChecker in;

  Slices(FunctionChecker in) {
    this.in = in;
  }

  /// The values are the starts of all axes, then the sizes; null stands for "from 0" and "to the
  /// end".
  TExpr slice(TExpr object, Ty.View type, Expr.Call call) {
    List<Arg> args = call.args();
    if (args.size() != type.rank()) {
      args.forEach(a -> in.expressions.of(a.value(), null));
      return in.error(
          Code.E1318,
          call.span(),
          "`slice` takes a range for each of the " + type.rank() + " axes, found " + args.size());
    }
    List<@Nullable TExpr> starts = new ArrayList<>();
    List<@Nullable TExpr> sizes = new ArrayList<>();
    List<Extent> shape = new ArrayList<>();
    for (int axis = 0; axis < args.size(); axis++) {
      if (!(args.get(axis).value() instanceof Expr.Range range)) {
        return in.error(
            Code.E1318, args.get(axis).span(), "`slice` takes ranges: `v.slice(0..4, ..)`");
      }
      shape.add(axis(range, type.shape().get(axis), axis, starts, sizes));
    }
    List<@Nullable TExpr> values = new ArrayList<>();
    values.add(object);
    values.addAll(starts);
    values.addAll(sizes);
    Ty made = new Ty.View(shape, type.element(), type.layout(), type.mutable());
    return new TExpr.Library(LibraryFn.SLICE, values, made, call.span());
  }

  private Extent axis(
      Expr.Range range,
      Extent whole,
      int axis,
      List<@Nullable TExpr> starts,
      List<@Nullable TExpr> sizes) {
    Extent from = range.from() == null ? Extent.of(0) : known(range.from());
    Extent end = range.to() == null ? whole : known(range.to());
    Extent to = range.to() != null && range.inclusive() ? end.plus(Extent.ONE) : end;
    TExpr start = range.from() == null ? null : in.expressions.integer(range.from());
    starts.add(start);
    sizes.add(size(range, start));
    Extent size = to.minus(from);
    boolean isOutside = isNegative(from) || isNegative(whole.minus(to)) || isNegative(size);
    if (isOutside) {
      in.report(
          Code.E1416,
          range.span(),
          from
              + ".."
              + to
              + " reaches outside axis "
              + axis
              + ", which has "
              + whole
              + " elements");
      return Extent.UNKNOWN;
    }
    return size;
  }

  /// `to - from`, or null for "to the end".
  private @Nullable TExpr size(Expr.Range range, @Nullable TExpr start) {
    if (range.to() == null) {
      return null;
    }
    Span span = range.span();
    TExpr end = in.expressions.integer(range.to());
    TExpr to =
        range.inclusive()
            ? apply(ScalarFn.ADD, end, new TExpr.Const(1L, end.type(), span), span)
            : end;
    return start == null ? to : apply(ScalarFn.SUB, asIndex(to, span), asIndex(start, span), span);
  }

  private static TExpr asIndex(TExpr value, Span span) {
    return new TExpr.Apply(ScalarFn.CAST, List.of(value), Ty.Prim.INDEX, span);
  }

  private static TExpr apply(ScalarFn fn, TExpr a, TExpr b, Span span) {
    return new TExpr.Apply(fn, List.of(a, b), a.type(), span);
  }

  private Extent known(Expr expr) {
    Extent value = in.types().extents().value(expr);
    return value == null ? Extent.UNKNOWN : value;
  }

  private static boolean isNegative(Extent extent) {
    return extent.constant().isPresent() && extent.constant().getAsLong() < 0;
  }
}
