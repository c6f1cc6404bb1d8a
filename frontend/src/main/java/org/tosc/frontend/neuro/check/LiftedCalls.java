package org.tosc.frontend.neuro.check;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.ast.Expr;
import org.tosc.frontend.neuro.lift.LiftGraph;
import org.tosc.frontend.neuro.lift.Whole;
import org.tosc.frontend.neuro.typed.TExpr;
import org.tosc.frontend.neuro.typed.TFunction;
import org.tosc.frontend.neuro.typed.Variable;
import org.tosc.frontend.neuro.types.Extent;
import org.tosc.frontend.neuro.types.Ty;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// Checks kernels on tiles that are called with views.
final class LiftedCalls {
  private final FunctionChecker in;

  LiftedCalls(FunctionChecker in) {
    this.in = in;
  }

  TExpr call(TFunction kernel, FunctionCalls.Binding binding, List<TExpr> values, Expr.Call call) {
    boolean isSound = in.program().isSound(kernel);
    boolean fits = true;
    for (int i = 0; i < values.size(); i++) {
      fits &= argument(kernel, binding, kernel.params().get(i).variable(), values.get(i));
    }
    if (!fits || !in.calls.complete(kernel, binding, call.span()) || !isSound) {
      return new TExpr.Broken(call.span());
    }
    return switch (in.program().reading(kernel)) {
      case LiftGraph.Reading.Refused(Span span, String why) -> refused(kernel, call, span, why);
      case LiftGraph.Reading.Graph(LiftGraph graph) -> lifted(graph, binding, values, call);
    };
  }

  private boolean argument(
      TFunction kernel, FunctionCalls.Binding binding, Variable param, TExpr value) {
    Ty found = value.type().settled();
    if (found.isSilent()) {
      return false;
    }
    if (!(param.type() instanceof Ty.Tile tile)) {
      return binding.unify().match(param.type(), found) || mismatch(kernel, param, value, null);
    }
    if (!(found instanceof Ty.View view)) {
      return mismatch(
          kernel, param, value, "a kernel that is called with views takes a view for each tile");
    }
    if (view.rank() != tile.rank()) {
      return mismatch(
          kernel,
          param,
          value,
          "the view has " + view.rank() + " axes, the tile has " + tile.rank());
    }
    return binding.unify().match(tile.element(), view.element())
        || mismatch(
            kernel,
            param,
            value,
            "the element type is `" + view.element() + "`, expected `" + tile.element() + "`");
  }

  private boolean mismatch(TFunction kernel, Variable param, TExpr value, @Nullable String part) {
    Diagnostic diagnostic =
        Diagnostic.of(
                Code.E1301,
                value.span(),
                "expected a view for `"
                    + param.name()
                    + ": "
                    + param.type()
                    + "`, found `"
                    + value.type().settled()
                    + "`")
            .label(param.span(), "`" + param.name() + "` of `" + kernel.name() + "`");
    in.report(part == null ? diagnostic : diagnostic.label(value.span(), part));
    return false;
  }

  private TExpr refused(TFunction kernel, Expr.Call call, Span span, String why) {
    in.report(
        Diagnostic.of(
                Code.E1409,
                call.span(),
                "`" + kernel.name() + "` has no reading over whole tensors: " + why)
            .label(span, "this")
            .note("call it with tiles inside a kernel that is launched over a grid"));
    return new TExpr.Broken(call.span());
  }

  private TExpr lifted(
      LiftGraph graph, FunctionCalls.Binding binding, List<TExpr> values, Expr.Call call) {
    boolean holds = true;
    for (LiftGraph.Rule rule : graph.rules()) {
      holds &= holds(graph.kernel(), rule, values, call);
    }
    if (!holds) {
      return new TExpr.Broken(call.span());
    }
    List<Extent> shape = new ArrayList<>();
    for (Whole whole : graph.result().whole()) {
      shape.add(whole instanceof Whole.OfParam axis ? extent(values, axis) : Extent.ONE);
    }
    Ty element = binding.bindings().apply(graph.result().type().element());
    return new TExpr.Lift(
        graph.kernel(), binding.bindings(), values, new Ty.Tensor(shape, element), call.span());
  }

  private static Extent extent(List<TExpr> values, Whole.OfParam axis) {
    Ty.View view = (Ty.View) values.get(axis.param()).type().settled();
    return view.shape().get(axis.axis());
  }

  private boolean holds(TFunction kernel, LiftGraph.Rule rule, List<TExpr> values, Expr.Call call) {
    return switch (rule) {
      case LiftGraph.Rule.Equal(var left, var right, var span) -> {
        Extent a = extent(values, left);
        Extent b = extent(values, right);
        yield a.isUnknown()
            || b.isUnknown()
            || a.same(b)
            || unequal(kernel, left, right, values, span, call);
      }
      case LiftGraph.Rule.Single(var axis, var span) -> {
        Extent a = extent(values, axis);
        yield a.isUnknown() || a.isConstant(1) || notSingle(kernel, axis, values, span, call);
      }
    };
  }

  private boolean unequal(
      TFunction kernel,
      Whole.OfParam left,
      Whole.OfParam right,
      List<TExpr> values,
      Span span,
      Expr.Call call) {
    in.report(
        Diagnostic.of(
                Code.E1412,
                call.span(),
                "`"
                    + kernel.name()
                    + "` needs equal extents: "
                    + words(kernel, left, values)
                    + ", "
                    + words(kernel, right, values))
            .label(values.get(left.param()).span(), "`" + values.get(left.param()).type() + "`")
            .label(values.get(right.param()).span(), "`" + values.get(right.param()).type() + "`")
            .label(span, "here they meet"));
    return false;
  }

  private boolean notSingle(
      TFunction kernel, Whole.OfParam axis, List<TExpr> values, Span span, Expr.Call call) {
    in.report(
        Diagnostic.of(
                Code.E1412,
                call.span(),
                "`"
                    + kernel.name()
                    + "` repeats one element along an axis, and "
                    + words(kernel, axis, values))
            .label(values.get(axis.param()).span(), "`" + values.get(axis.param()).type() + "`")
            .label(span, "here it is repeated"));
    return false;
  }

  private static String words(TFunction kernel, Whole.OfParam axis, List<TExpr> values) {
    return "axis "
        + axis.axis()
        + " of `"
        + kernel.params().get(axis.param()).variable().name()
        + "` has "
        + extent(values, axis);
  }
}
