package org.tosc.frontend.neuro.lift;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.typed.TBlock;
import org.tosc.frontend.neuro.typed.TExpr;
import org.tosc.frontend.neuro.typed.TFunction;
import org.tosc.frontend.neuro.typed.TPattern;
import org.tosc.frontend.neuro.typed.TStmt;
import org.tosc.frontend.neuro.typed.Variable;
import org.tosc.frontend.neuro.types.Bindings;
import org.tosc.frontend.neuro.types.Extent;
import org.tosc.frontend.neuro.types.Ty;
import org.tosc.tir.source.Span;

/// Takes the body of a kernel apart. Tiles become nodes, the functions that it calls with tiles are
/// read in place, scalars are left as they are.
final class GraphBuilder {
  /// Ends the reading at an offending use.
  private static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Span span;
    private final String why;

    Refusal(Span span, String why) {
      super(why, null, false, false);
      this.span = span;
      this.why = why;
    }
  }

  private final List<TStmt> scalars = new ArrayList<>();
  private final List<LiftGraph.Rule> rules = new ArrayList<>();
  private final Map<Variable, LiftNode.OfTile> tiles = new IdentityHashMap<>();
  private Inlined here = new Inlined(new Bindings());
  private int depth;

  private GraphBuilder() {}

  static LiftGraph.Reading read(TFunction kernel) {
    try {
      return new LiftGraph.Reading.Graph(new GraphBuilder().graph(kernel));
    } catch (Refusal refusal) {
      return new LiftGraph.Reading.Refused(refusal.span, refusal.why);
    }
  }

  private LiftGraph graph(TFunction kernel) {
    for (int i = 0; i < kernel.params().size(); i++) {
      Variable variable = kernel.params().get(i).variable();
      if (variable.type() instanceof Ty.Tile tile) {
        List<Whole> whole = new ArrayList<>();
        for (int axis = 0; axis < tile.rank(); axis++) {
          whole.add(new Whole.OfParam(i, axis));
        }
        tiles.put(variable, new LiftNode.Param(i, variable.name(), tile, whole, variable.span()));
      }
    }
    if (!(kernel.result() instanceof Ty.Tile)) {
      throw new Refusal(kernel.span(), "its result is no tile");
    }
    LiftNode.OfTile result = body(kernel);
    for (Whole whole : result.whole()) {
      if (whole instanceof Whole.Any) {
        throw new Refusal(result.span(), "no view says how large this result is");
      }
    }
    return new LiftGraph(kernel, scalars, result, rules);
  }

  private LiftNode.OfTile body(TFunction function) {
    TBlock body = function.body();
    if (body == null) {
      throw new Refusal(
          function.span(), function.foreign() == null ? "it calls itself" : "it calls Pseudocode");
    }
    return block(body);
  }

  private LiftNode.OfTile block(TBlock body) {
    for (TStmt statement : body.statements()) {
      LiftNode.OfTile returned = statement(statement);
      if (returned != null) {
        return returned;
      }
    }
    TExpr value = body.value();
    if (value == null) {
      throw new Refusal(body.span(), "it ends without a tile");
    }
    return tile(value);
  }

  /// A statement; gives the result where it is a `return`.
  private LiftNode.@Nullable OfTile statement(TStmt statement) {
    switch (statement) {
      case TStmt.Let(TPattern.Bind(Variable variable, _), TExpr value, Span span)
          when value != null && variable.type() instanceof Ty.Tile -> {
        tiles.put(variable, tile(value));
      }
      case TStmt.Assign(Variable variable, var path, TExpr value, _)
          when path.isEmpty() && variable.type() instanceof Ty.Tile -> {
        tiles.put(variable, tile(value));
      }
      case TStmt.Let(_, TExpr value, Span span) -> {
        if (value != null) {
          scalar(value);
        }
        scalars.add(here.statement(statement));
      }
      case TStmt.Assign(_, _, TExpr value, _) -> {
        scalar(value);
        scalars.add(here.statement(statement));
      }
      case TStmt.Run(TExpr.Return(TExpr value, _)) when value != null -> {
        return tile(value);
      }
      case TStmt.Run(TExpr value) -> throw control(value);
      case TStmt.Store(_, _, _, Span span) -> throw new Refusal(span, "it writes memory itself");
    }
    return null;
  }

  private static Refusal control(TExpr value) {
    String what =
        switch (value) {
          case TExpr.If _, TExpr.Match _ -> "a branch";
          case TExpr.While _, TExpr.For _, TExpr.Loop _ ->
              "a loop of its own, in which no accumulation over the whole tensors is complete";
          case TExpr _ -> "this statement";
        };
    return new Refusal(
        value.span(), "the body must be one formula over its tiles, and here stands " + what);
  }

  /// Makes sure that a scalar depends on no tile.
  private LiftNode.OfScalar scalar(TExpr value) {
    Scalars.Use use = Scalars.firstUseOfTiles(value);
    if (use != null) {
      throw new Refusal(use.span(), use.why());
    }
    return new LiftNode.OfScalar(here.scalar(value));
  }

  private LiftNode any(TExpr value) {
    return value.type().settled() instanceof Ty.Tile ? tile(value) : scalar(value);
  }

  private LiftNode.OfTile tile(TExpr value) {
    return switch (value) {
      case TExpr.Local(Variable variable, Span span) -> {
        LiftNode.OfTile node = tiles.get(variable);
        if (node == null) {
          throw new Refusal(span, "`" + variable + "` is no tile of this kernel");
        }
        yield node;
      }
      case TExpr.Apply apply -> map(apply);
      case TExpr.Tiles op -> operation(op);
      case TExpr.Call call -> inlined(call);
      case TExpr.Scoped(TBlock block) -> block(block);
      case TExpr.If _, TExpr.Match _ -> throw control(value);
      case TExpr other -> throw new Refusal(other.span(), "this is no formula over tiles");
    };
  }

  private Ty.Tile type(TExpr value) {
    return (Ty.Tile) here.type(value.type());
  }

  private LiftNode.OfTile inlined(TExpr.Call call) {
    if (depth > 32) {
      throw new Refusal(call.span(), "it calls itself");
    }
    List<LiftNode> args = call.args().stream().map(this::any).toList();
    TFunction function = call.function();
    Inlined outer = here;
    Inlined inner = new Inlined(outer.of(function, call.bindings()));
    for (int i = 0; i < args.size(); i++) {
      Variable variable = function.params().get(i).variable();
      switch (args.get(i)) {
        case LiftNode.OfTile tile -> tiles.put(variable, tile);
        case LiftNode.OfScalar(TExpr value) ->
            scalars.add(
                new TStmt.Let(
                    new TPattern.Bind(inner.declared(variable), value.span()),
                    value,
                    value.span()));
      }
    }
    here = inner;
    depth++;
    LiftNode.OfTile result = body(function);
    depth--;
    here = outer;
    return result;
  }

  // Operations.

  private LiftNode.OfTile map(TExpr.Apply apply) {
    List<LiftNode> args = apply.args().stream().map(this::any).toList();
    Ty.Tile type = type(apply);
    List<Whole> whole = new ArrayList<>();
    for (int axis = 0; axis < type.rank(); axis++) {
      whole.add(merged(args, axis, type.shape().get(axis), apply.span()));
    }
    return new LiftNode.Map(apply.fn(), args, type, whole, apply.span());
  }

  /// How large an axis is that operands share: extents of views must agree, and where a tile has
  /// one element beside many, its view has one.
  private Whole merged(List<LiftNode> args, int axis, Extent extent, Span span) {
    Whole result = Whole.any();
    for (LiftNode arg : args) {
      if (arg instanceof LiftNode.OfTile tile) {
        Whole whole = tile.whole().get(axis);
        boolean repeated = tile.type().shape().get(axis).isConstant(1) && !extent.isConstant(1);
        if (repeated && whole instanceof Whole.OfParam param) {
          rules.add(new LiftGraph.Rule.Single(param, arg.span()));
        }
        result = repeated ? result : agree(result, whole, span);
      }
    }
    return result;
  }

  private Whole agree(Whole a, Whole b, Span span) {
    if (a instanceof Whole.OfParam x && b instanceof Whole.OfParam y) {
      if (!x.equals(y)) {
        rules.add(new LiftGraph.Rule.Equal(x, y, span));
      }
      return a;
    }
    if (a instanceof Whole.OfParam) {
      return a;
    }
    return b instanceof Whole.OfParam || a instanceof Whole.Any ? b : a;
  }

  private LiftNode.OfTile operation(TExpr.Tiles op) {
    return switch (op.fn()) {
      case DOT -> dot(op);
      case SUM, MAX, MIN -> reduce(op);
      case TRANSPOSE -> transpose(op);
      case TO_LAYOUT -> {
        LiftNode.OfTile arg = tile(op.args().getFirst());
        yield new LiftNode.Relayout(arg, type(op), arg.whole(), op.span());
      }
      case FULL -> fill(op);
      case RESHAPE ->
          throw new Refusal(
              op.span(), "`reshape` orders the elements of one tile anew, not those of the tensor");
      case ARANGE ->
          throw new Refusal(op.span(), "`arange` counts inside one tile, not over the tensor");
      case ARGMAX ->
          throw new Refusal(op.span(), "`argmax` gives a place inside one tile, not in the tensor");
      case LOAD, STORE, ATOMIC_ADD, PROGRAM_ID, NUM_PROGRAMS, BARRIER ->
          throw new Refusal(
              op.span(), "`" + op.fn().text() + "` belongs to kernels that are launched");
    };
  }

  private LiftNode.OfTile dot(TExpr.Tiles op) {
    LiftNode.OfTile left = tile(op.args().get(0));
    LiftNode.OfTile right = tile(op.args().get(1));
    contracted(agree(left.whole().get(1), right.whole().get(0), op.span()), op.span(), "dot");
    List<Whole> whole = List.of(left.whole().get(0), right.whole().get(1));
    LiftNode.OfTile acc = op.args().size() > 2 ? tile(op.args().get(2)) : null;
    if (acc != null) {
      whole =
          List.of(
              agree(whole.get(0), acc.whole().get(0), op.span()),
              agree(whole.get(1), acc.whole().get(1), op.span()));
    }
    return new LiftNode.Dot(left, right, acc, type(op), whole, op.span());
  }

  /// The index of a loop must have an extent.
  private static void contracted(Whole whole, Span span, String function) {
    if (whole instanceof Whole.Any) {
      throw new Refusal(
          span, "no view says over how many elements `" + function + "` accumulates here");
    }
  }

  private LiftNode.OfTile reduce(TExpr.Tiles op) {
    LiftNode.OfTile arg = tile(op.args().getFirst());
    int axis = op.numbers().getFirst().intValue();
    contracted(arg.whole().get(axis), op.span(), op.fn().text());
    List<Whole> whole = new ArrayList<>(arg.whole());
    whole.set(axis, Whole.one());
    return new LiftNode.Reduce(op.fn(), arg, axis, type(op), whole, op.span());
  }

  private LiftNode.OfTile transpose(TExpr.Tiles op) {
    LiftNode.OfTile arg = tile(op.args().getFirst());
    List<Whole> whole =
        op.numbers().stream().map(axis -> arg.whole().get(axis.intValue())).toList();
    return new LiftNode.Transpose(arg, op.numbers(), type(op), whole, op.span());
  }

  private LiftNode.OfTile fill(TExpr.Tiles op) {
    Ty.Tile type = type(op);
    List<Whole> whole = type.shape().stream().map(e -> Whole.any()).toList();
    return new LiftNode.Fill(scalar(op.args().getFirst()), type, whole, op.span());
  }
}
