package org.tosc.frontend.neuro.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.lift.LiftGraph;
import org.tosc.frontend.neuro.lift.LiftNode;
import org.tosc.frontend.neuro.lift.Whole;
import org.tosc.frontend.neuro.typed.TFunction;
import org.tosc.frontend.neuro.typed.Variable;
import org.tosc.frontend.neuro.types.Ty;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.TileType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// Lowers a kernel on tiles to one on views: a program computes one tile of the result, on demand.
///
/// Tiles are computed once for each set of indexes in a scope: what an accumulating loop needs and
/// does not depend on its index is computed before it.
final class LiftedKernel {
  /// What makes two lifted kernels the same: the instance, and the types of views and result.
  record Key(Instance kernel, List<Type> args, BufferType result) {}

  /// A place along an axis of the whole tensors: the tile's coordinate there, and how many of its
  /// elements are valid (null: all). Compared by identity, as loops make an index of their own.
  private static final class Index {
    private final Value coordinate;
    private final @Nullable Value valid;

    Index(Value coordinate, @Nullable Value valid) {
      this.coordinate = coordinate;
      this.valid = valid;
    }

    Value coordinate() {
      return coordinate;
    }

    @Nullable Value valid() {
      return valid;
    }
  }

  private record Axis(Whole.OfParam of, long extent) {}

  private record Computed(LiftNode node, List<Index> at) {}

  private final Key key;
  private final LiftGraph graph;
  private final FunctionLowering in;
  private final List<Value> views = new ArrayList<>();
  private final ArrayList<Map<Computed, Value>> scopes = new ArrayList<>();
  private final Map<Axis, Index> singles = new HashMap<>();
  private final Index first;
  private final LiftWalk<Index> walk;

  LiftedKernel(NeuroLowering program, Key key, LiftGraph graph, String symbol) {
    this.key = key;
    this.graph = graph;
    this.in = new FunctionLowering(program, key.kernel(), symbol);
    scopes.add(new HashMap<>());
    this.first = new Index(in.number(0, key.kernel().function().span()), null);
    this.walk = new LiftWalk<>(key, first);
  }

  static TileType resultTile(Key key, LiftGraph graph) {
    return (TileType) TypeLowering.of(key.kernel().bindings().apply(graph.result().type()));
  }

  /// The axes of the result over which programs are spread: those that belong to a view.
  static List<Integer> gridAxes(LiftGraph graph) {
    List<Integer> axes = new ArrayList<>();
    for (int axis = 0; axis < graph.result().whole().size(); axis++) {
      if (graph.result().whole().get(axis) instanceof Whole.OfParam) {
        axes.add(axis);
      }
    }
    return axes;
  }

  Function lower() {
    in.program.report(LiftReport.of(key, graph));
    TFunction kernel = key.kernel().function();
    Span span = kernel.span();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < kernel.params().size(); i++) {
      Variable variable = kernel.params().get(i).variable();
      Value param = in.f.param(key.args().get(i));
      names.add(variable.name());
      views.add(param);
      if (!(variable.type() instanceof Ty.Tile)) {
        in.bind(variable, param);
      }
    }
    Value result = in.f.param(key.result());
    names.add("result");
    graph.scalars().forEach(in.statements::statement);
    List<Index> at = program(span);
    Value tile = tile(graph.result(), at);
    store(result, tile, at, span);
    in.f.op(CoreOp.RETURN, span);
    Attributes attributes =
        Attributes.of("name", Attribute.of(kernel.name())).with("params", Attribute.strings(names));
    return in.f.finish(List.of(), attributes, span);
  }

  /// The indexes of this program's tile.
  private List<Index> program(Span span) {
    List<Index> at = new ArrayList<>();
    List<Long> shape = resultTile(key, graph).shape();
    List<Integer> grid = gridAxes(graph);
    for (int axis = 0; axis < shape.size(); axis++) {
      Whole whole = graph.result().whole().get(axis);
      if (whole instanceof Whole.OfParam of) {
        Attributes attributes = Attributes.of("axis", Attribute.of((long) grid.indexOf(axis)));
        Value id = in.f.op(KernelOp.PROGRAM_ID, attributes, span, List.of()).result();
        at.add(index(id, of, shape.get(axis), span));
      } else {
        at.add(first);
      }
    }
    return at;
  }

  /// The index of a tile of `extent` elements at a coordinate along an axis of a view.
  private Index index(Value coordinate, Whole.OfParam of, long extent, Span span) {
    if (walk.divides(of, extent)) {
      return new Index(coordinate, null);
    }
    Value size = in.number(extent, span);
    Value start = in.op(CoreOp.MUL, span, coordinate, size);
    Value rest = in.op(CoreOp.SUB, span, elements(of, span), start);
    return new Index(coordinate, in.op(CoreOp.MIN, span, size, rest));
  }

  private Value elements(Whole.OfParam of, Span span) {
    return walk.dim(of) instanceof Dim.Known known
        ? in.number(known.size(), span)
        : in.calls.extent(views.get(of.param()), of.axis(), span);
  }

  private void store(Value result, Value tile, List<Index> at, Span span) {
    boolean ragged = at.stream().anyMatch(i -> i.valid() != null);
    List<Value> operands = new ArrayList<>(List.of(result, tile));
    at.forEach(i -> operands.add(i.coordinate()));
    Attributes bounds = Attributes.of("bounds", Attribute.of(ragged ? "clipped" : "proved"));
    in.f.op(KernelOp.TILE_STORE, bounds, span, operands);
  }

  // Tiles on demand.

  private Value tile(LiftNode.OfTile node, List<Index> at) {
    Computed computed = new Computed(node, at);
    for (Map<Computed, Value> scope : scopes) {
      Value known = scope.get(computed);
      if (known != null) {
        return known;
      }
    }
    Value made = make(node, at);
    scopes.getLast().put(computed, made);
    return made;
  }

  private Value make(LiftNode.OfTile node, List<Index> at) {
    Span span = node.span();
    return switch (node) {
      case LiftNode.Param param -> load(param, at);
      case LiftNode.Fill(var value, _, _, _) ->
          in.tiles.splat(in.expressions.some(value.value()), walk.type(node), span);
      case LiftNode.Map map -> map(map, at);
      case LiftNode.Transpose(var arg, var axes, _, _, _) ->
          in.tiles.transpose(tile(arg, walk.permuted(at, axes)), axes, walk.type(node), span);
      case LiftNode.Relayout(var arg, _, _, _) ->
          in.tiles.reshaped(tile(arg, at), walk.type(node), span);
      case LiftNode.Reduce reduce -> reduce(reduce, at);
      case LiftNode.Dot dot -> dot(dot, at);
    };
  }

  private Value load(LiftNode.Param param, List<Index> at) {
    boolean ragged = at.stream().anyMatch(i -> i.valid() != null);
    List<Value> operands = new ArrayList<>(List.of(views.get(param.index())));
    at.forEach(i -> operands.add(i.coordinate()));
    return in.f
        .opOf(
            KernelOp.TILE_LOAD,
            List.of(walk.type(param)),
            Attributes.of("bounds", Attribute.of(ragged ? "clipped" : "proved")),
            graph.result().span(),
            operands)
        .result();
  }

  private Value map(LiftNode.Map map, List<Index> at) {
    TileType type = walk.type(map);
    List<Value> args = new ArrayList<>();
    for (LiftNode arg : map.args()) {
      args.add(
          switch (arg) {
            case LiftNode.OfTile tile -> tile(tile, walk.repeated(tile, map, at));
            case LiftNode.OfScalar(var value) -> in.expressions.some(value);
          });
    }
    // What may raise must not see the elements outside; otherwise the whole tile is faster.
    List<@Nullable Value> valid = type.element().isFloat() ? List.of() : bounds(at);
    return in.tiles.elementwise(map.fn(), args, type, valid, map.span());
  }

  private static List<@Nullable Value> bounds(List<Index> at) {
    List<@Nullable Value> valid = new ArrayList<>();
    at.forEach(i -> valid.add(i.valid()));
    return valid;
  }

  // Accumulation.

  private Value dot(LiftNode.Dot dot, List<Index> at) {
    Span span = dot.span();
    Value initial = dot.acc() == null ? in.zero(walk.type(dot), span) : tile(dot.acc(), at);
    Whole.OfParam over = LiftWalk.over(dot.left().whole().get(1), dot.right().whole().get(0));
    long extent = walk.type(dot.left()).shape().get(1);
    return accumulate(
        initial,
        over,
        extent,
        span,
        (k, acc) -> {
          Value a = tile(dot.left(), List.of(at.get(0), k));
          Value b = tile(dot.right(), List.of(k, at.get(1)));
          return in.tiles.dot(a, b, acc, k.valid(), span);
        },
        k -> {
          walk.independent(dot.left(), List.of(at.get(0), k), k, this::tile);
          walk.independent(dot.right(), List.of(k, at.get(1)), k, this::tile);
        });
  }

  private Value reduce(LiftNode.Reduce reduce, List<Index> at) {
    Span span = reduce.span();
    TileType type = walk.type(reduce);
    TileType wide = TileLowering.accumulated(type);
    Value initial = in.tiles.initial(reduce.fn(), wide, span);
    Whole whole = reduce.arg().whole().get(reduce.axis());
    long extent = walk.type(reduce.arg()).shape().get(reduce.axis());
    Value sum =
        accumulate(
            initial,
            LiftWalk.over(whole, whole),
            extent,
            span,
            (k, acc) -> {
              List<Index> inner = walk.with(at, reduce.axis(), k);
              Value arg = tile(reduce.arg(), inner);
              return in.tiles.reduce(
                  reduce.fn(), acc, arg, reduce.axis(), validFor(type, inner, reduce.axis()), span);
            },
            k -> walk.independent(reduce.arg(), walk.with(at, reduce.axis(), k), k, this::tile));
    return in.tiles.narrowed(sum, type, span);
  }

  /// The bounds of a reduction: along its axis, and where elements may raise along all axes.
  private static List<@Nullable Value> validFor(TileType type, List<Index> at, int axis) {
    List<@Nullable Value> valid = new ArrayList<>();
    boolean any = false;
    for (int i = 0; i < at.size(); i++) {
      boolean counts = i == axis || !type.element().isFloat();
      valid.add(counts ? at.get(i).valid() : null);
      any |= counts && at.get(i).valid() != null;
    }
    return any ? valid : List.of();
  }

  @FunctionalInterface
  private interface Step {
    Value next(Index k, Value acc);
  }

  /// Runs `step` for every tile along an axis; without a view (the axis was reduced before) once.
  private Value accumulate(
      Value initial,
      Whole.@Nullable OfParam over,
      long extent,
      Span span,
      Step step,
      java.util.function.Consumer<Index> prepare) {
    if (over == null) {
      return step.next(first, initial);
    }
    if (walk.dim(over) instanceof Dim.Known known && known.size() <= extent && known.size() > 0) {
      Index only =
          singles.computeIfAbsent(
              new Axis(over, extent), axis -> index(first.coordinate(), over, extent, span));
      return step.next(only, initial);
    }
    Value tiles = in.ceilDiv(elements(over, span), in.number(extent, span), span);
    Value slot = in.slot(initial.type(), initial, span);
    prepare.accept(new Index(first.coordinate(), null));
    in.expressions.count(
        in.number(0, span),
        tiles,
        CoreOp.LT,
        span,
        c -> {
          scopes.add(new HashMap<>());
          Index k = index(c, over, extent, span);
          in.set(slot, step.next(k, in.get(slot, span)), span);
          scopes.removeLast();
        });
    return in.get(slot, span);
  }
}
