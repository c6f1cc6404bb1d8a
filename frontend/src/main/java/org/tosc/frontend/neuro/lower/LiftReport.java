package org.tosc.frontend.neuro.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.lift.LiftGraph;
import org.tosc.frontend.neuro.lift.LiftNode;
import org.tosc.frontend.neuro.lift.Whole;
import org.tosc.frontend.neuro.typed.ScalarFn;
import org.tosc.frontend.neuro.typed.Variable;
import org.tosc.frontend.neuro.types.Ty;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.TileType;

/// Says how a kernel was lifted: the grid, each loop with what it accumulates, what comes after the
/// loops, and which accesses are proved to lie inside. It follows the graph as [LiftedKernel] does.
///
/// ```text
/// matmul_tiled lifted over A: [4096, 4096] f16, B: [4096, 4096] f16 -> [4096, 4096] f32
///   grid      i: 32 tiles of 128, j: 32 tiles of 128
///   loop      k: 32 tiles of 128: p = sum of dot(A[i, k], B[k, j])
///   epilogue  result[i, j] = p
///   bounds    A[i, k] proved, B[k, j] proved, result[i, j] proved
/// ```
final class LiftReport {
  private static final String LOOPS = "kmnpq";
  private static final String GRID = "ijlo";

  /// A place along an axis, with the name that loops give it.
  private record Index(String name, boolean ragged) {}

  private record Seen(LiftNode node, List<Index> at) {}

  private final LiftedKernel.Key key;
  private final LiftGraph graph;
  private final List<KernelReport.Row> rows = new ArrayList<>();
  private final Set<String> bounds = new LinkedHashSet<>();
  private final Map<Seen, String> known = new HashMap<>();
  private final Index first = new Index("0", false);
  private final LiftWalk<Index> walk;
  private int loops;
  private int sums;
  private int depth;

  private LiftReport(LiftedKernel.Key key, LiftGraph graph) {
    this.key = key;
    this.graph = graph;
    this.walk = new LiftWalk<>(key, first);
  }

  static KernelReport of(LiftedKernel.Key key, LiftGraph graph) {
    return new LiftReport(key, graph).report();
  }

  private KernelReport report() {
    List<Index> at = new ArrayList<>();
    List<String> grid = new ArrayList<>();
    TileType tile = LiftedKernel.resultTile(key, graph);
    for (int axis = 0; axis < tile.rank(); axis++) {
      if (graph.result().whole().get(axis) instanceof Whole.OfParam of) {
        String name = GRID.substring(grid.size(), grid.size() + 1);
        long extent = tile.shape().get(axis);
        at.add(new Index(name, !walk.divides(of, extent)));
        grid.add(name + ": " + tiles(of, extent));
      } else {
        at.add(first);
      }
    }
    rows.add(
        new KernelReport.Row("grid", 0, grid.isEmpty() ? "1 program" : String.join(", ", grid)));
    String value = text(graph.result(), at);
    String result = "result" + place(at);
    rows.add(new KernelReport.Row("epilogue", 0, result + " = " + value));
    boolean ragged = at.stream().anyMatch(Index::ragged);
    bounds.add(result + (ragged ? " clipped" : " proved"));
    rows.add(new KernelReport.Row("bounds", 0, String.join(", ", bounds)));
    return new KernelReport(title(), rows);
  }

  private String title() {
    List<String> views = new ArrayList<>();
    for (int i = 0; i < key.args().size(); i++) {
      Variable param = key.kernel().function().params().get(i).variable();
      if (param.type() instanceof Ty.Tile) {
        views.add(param.name() + ": " + shape((BufferType) key.args().get(i)));
      }
    }
    return key.kernel().function().name()
        + " lifted over "
        + String.join(", ", views)
        + " -> "
        + shape(key.result());
  }

  private static String shape(BufferType type) {
    return String.join(", ", type.shape().stream().map(Dim::toString).toList())
        .transform(s -> "[" + s + "] " + type.element());
  }

  /// `32 tiles of 128`, `8 tiles of 128, ragged`, `dim(A, 0) / 128 tiles of 128`.
  private String tiles(Whole.OfParam of, long extent) {
    if (walk.dim(of) instanceof Dim.Known known) {
      long count = Math.ceilDiv(known.size(), extent);
      return count
          + (count == 1 ? " tile of " : " tiles of ")
          + extent
          + (known.size() % extent == 0 ? "" : " (the last has " + known.size() % extent + ")");
    }
    String name = key.kernel().function().params().get(of.param()).variable().name();
    return "tiles of " + extent + " over axis " + of.axis() + " of " + name;
  }

  private static String place(List<Index> at) {
    return "[" + String.join(", ", at.stream().map(Index::name).toList()) + "]";
  }

  // The formula.

  private String text(LiftNode.OfTile node, List<Index> at) {
    Seen seen = new Seen(node, at);
    String before = known.get(seen);
    if (before == null) {
      before = made(node, at);
      known.put(seen, before);
    }
    return before;
  }

  private String made(LiftNode.OfTile node, List<Index> at) {
    return switch (node) {
      case LiftNode.Param param -> {
        String place = param.name() + place(at);
        boolean ragged = at.stream().anyMatch(Index::ragged);
        bounds.add(place + (ragged ? " clipped" : " proved"));
        yield place;
      }
      case LiftNode.Fill fill -> fill.value().span().text();
      case LiftNode.Map map -> map(map, at);
      case LiftNode.Transpose(var arg, var axes, _, _, _) ->
          "transpose(" + text(arg, walk.permuted(at, axes)) + ")";
      case LiftNode.Relayout(var arg, _, _, _) -> text(arg, at);
      case LiftNode.Reduce reduce -> reduce(reduce, at);
      case LiftNode.Dot dot -> dot(dot, at);
    };
  }

  private String map(LiftNode.Map map, List<Index> at) {
    List<String> args = new ArrayList<>();
    for (LiftNode arg : map.args()) {
      args.add(
          switch (arg) {
            case LiftNode.OfTile tile -> text(tile, walk.repeated(tile, map, at));
            case LiftNode.OfScalar scalar -> scalar.span().text();
          });
    }
    if (map.fn() == ScalarFn.CAST) {
      return args.getFirst() + " as " + walk.type(map).element();
    }
    if (map.fn().isNamed()) {
      return map.fn().text() + "(" + String.join(", ", args) + ")";
    }
    return args.size() == 1
        ? map.fn().text() + args.getFirst()
        : "(" + args.getFirst() + " " + map.fn().text() + " " + args.getLast() + ")";
  }

  // Loops.

  private String dot(LiftNode.Dot dot, List<Index> at) {
    Whole.OfParam over = LiftWalk.over(dot.left().whole().get(1), dot.right().whole().get(0));
    String initial = dot.acc() == null ? "" : text(dot.acc(), at) + " + ";
    return loop(
        over,
        walk.type(dot.left()).shape().get(1),
        k -> {
          walk.independent(dot.left(), List.of(at.get(0), k), k, this::text);
          walk.independent(dot.right(), List.of(k, at.get(1)), k, this::text);
        },
        k ->
            initial
                + "sum of dot("
                + text(dot.left(), List.of(at.get(0), k))
                + ", "
                + text(dot.right(), List.of(k, at.get(1)))
                + ")");
  }

  private String reduce(LiftNode.Reduce reduce, List<Index> at) {
    int axis = reduce.axis();
    Whole whole = reduce.arg().whole().get(axis);
    return loop(
        LiftWalk.over(whole, whole),
        walk.type(reduce.arg()).shape().get(axis),
        k -> walk.independent(reduce.arg(), walk.with(at, axis, k), k, this::text),
        k -> reduce.fn().text() + " of " + text(reduce.arg(), walk.with(at, axis, k)));
  }

  @FunctionalInterface
  private interface Formula {
    String of(Index k);
  }

  /// A row for a loop; gives the name of what it accumulates.
  private String loop(
      Whole.@Nullable OfParam over, long extent, Consumer<Index> prepare, Formula formula) {
    String name = LOOPS.charAt(loops % LOOPS.length()) + (loops < LOOPS.length() ? "" : "" + loops);
    loops++;
    Index k = new Index(name, over != null && !walk.divides(over, extent));
    prepare.accept(k);
    int at = rows.size();
    depth++;
    String text = formula.of(k);
    depth--;
    String sum = "p" + (sums == 0 ? "" : "" + sums);
    sums++;
    String count = over == null ? "1 tile" : tiles(over, extent);
    rows.add(
        at, new KernelReport.Row("loop", depth, name + ": " + count + ": " + sum + " = " + text));
    return sum;
  }
}
