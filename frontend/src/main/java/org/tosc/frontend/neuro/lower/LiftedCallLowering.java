package org.tosc.frontend.neuro.lower;

import java.util.ArrayList;
import java.util.List;
import org.tosc.frontend.neuro.lift.LiftGraph;
import org.tosc.frontend.neuro.lift.Whole;
import org.tosc.frontend.neuro.typed.TExpr;
import org.tosc.frontend.neuro.types.Ty;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// Lowers the call of a kernel with views: checks extents that were not known, allocates the
/// result, and launches the lifted kernel over a grid.
final class LiftedCallLowering {
  private final FunctionLowering in;
  private final TExpr.Lift lift;
  private final List<Value> args;
  private final LiftGraph graph;
  private final Span span;

  LiftedCallLowering(FunctionLowering in, TExpr.Lift lift, List<Value> args) {
    this.in = in;
    this.lift = lift;
    this.args = args;
    this.span = lift.span();
    this.graph = in.program.graph(lift.kernel());
  }

  Value call() {
    graph.rules().forEach(this::check);
    List<Value> extents = graph.result().whole().stream().map(this::extent).toList();
    BufferType type = (BufferType) in.type(lift.type());
    Value result = in.library.alloc(type, extents, span);
    Owned.Owner waiting = in.owned.own(result, in.ty(lift.type()), span);
    Instance kernel = in.calls.instance(lift.kernel(), lift.bindings());
    List<Type> types = Value.types(args);
    LiftedKernel.Key key = new LiftedKernel.Key(kernel, types, type);
    String symbol =
        in.program.want(
            key,
            kernel.symbol() + " lifted",
            name -> new LiftedKernel(in.program, key, graph, name).lower());
    List<Value> operands = grid(key, extents);
    int axes = operands.size();
    operands.addAll(args);
    operands.add(result);
    in.calls.launch(symbol, axes, operands, span);
    return in.owned.release(waiting, span);
  }

  /// As many programs along each axis of the grid as tiles cover the result.
  private List<Value> grid(LiftedKernel.Key key, List<Value> extents) {
    List<Value> grid = new ArrayList<>();
    List<Long> shape = LiftedKernel.resultTile(key, graph).shape();
    List<Integer> axes = LiftedKernel.gridAxes(graph);
    for (int axis : axes) {
      Value tile = in.number(shape.get(axis), span);
      grid.add(in.ceilDiv(extents.get(axis), tile, span));
    }
    if (grid.isEmpty()) {
      grid.add(in.number(1, span));
    }
    return grid;
  }

  private Value extent(Whole whole) {
    return switch (whole) {
      case Whole.OfParam axis -> {
        Ty.View view = (Ty.View) in.ty(lift.args().get(axis.param()).type());
        var known = view.shape().get(axis.axis()).constant();
        yield known.isPresent()
            ? in.number(known.getAsLong(), span)
            : in.calls.extent(args.get(axis.param()), axis.axis(), span);
      }
      case Whole.One _ -> in.number(1, span);
      case Whole.Any _ -> throw new IllegalStateException("a result without an extent");
    };
  }

  private boolean isKnown(Whole.OfParam axis) {
    Ty.View view = (Ty.View) in.ty(lift.args().get(axis.param()).type());
    return view.shape().get(axis.axis()).constant().isPresent();
  }

  /// A rule whose extents are known was checked when the program was compiled.
  private void check(LiftGraph.Rule rule) {
    switch (rule) {
      case LiftGraph.Rule.Equal(var left, var right, _) -> {
        if (!isKnown(left) || !isKnown(right)) {
          demand(left, extent(right), extent(left));
        }
      }
      case LiftGraph.Rule.Single(var axis, _) -> {
        if (!isKnown(axis)) {
          demand(axis, in.number(1, span), extent(axis));
        }
      }
    }
  }

  private void demand(Whole.OfParam axis, Value wanted, Value found) {
    Value holds = in.op(CoreOp.EQ, span, wanted, found);
    in.branch(
        holds,
        span,
        () -> {},
        () -> {
          String name = lift.kernel().params().get(axis.param()).variable().name();
          List<Value> message =
              List.of(
                  in.expressions.text("axis " + axis.axis() + " of `" + name + "` has ", span),
                  found,
                  in.expressions.text(" elements, expected ", span),
                  wanted);
          Value text = in.f.op(HostOp.CONCAT, Attributes.NONE, span, message).result();
          in.library.raise("ShapeError", text, span);
        });
  }
}
