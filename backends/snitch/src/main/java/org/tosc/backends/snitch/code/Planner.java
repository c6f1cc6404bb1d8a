package org.tosc.backends.snitch.code;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.snitch.code.Computation.Dim;
import org.tosc.backends.snitch.code.Computation.Packing;
import org.tosc.backends.snitch.code.Schedule.Loop;
import org.tosc.backends.snitch.code.Stage.Slot;

/// Chooses schedules: tries points side by side, orders of loops, and what the core loops over, and
/// takes what the [Clock] says is fastest.
final class Planner {
  /// Instructions of a tile that a loop of the core can have without leaving its cache (snitch.md
  /// rule 30).
  private static final int MOST_CODE = 120;

  private final Emitter.Arguments arguments;
  private final Computation computation;
  private final Tile tile;

  private Planner(Emitter.Arguments arguments, Computation computation) {
    this.arguments = arguments;
    this.computation = computation;
    this.tile = TileMaker.make(computation);
  }

  /// The fastest pieces that make up a computation; null where there are none.
  static @Nullable List<Schedule> plan(Emitter.Arguments arguments, Computation computation) {
    List<List<Schedule>> candidates = new ArrayList<>();
    for (Schedule whole : new Planner(arguments, computation).schedules()) {
      candidates.add(List.of(whole));
    }
    List<Schedule> pairs = bests(arguments, Windows.paired(computation));
    if (!pairs.isEmpty()) {
      candidates.add(pairs);
    }
    List<Dim> dims = computation.dims();
    for (int dim = 0; dim < dims.size(); dim++) {
      int extent = dims.get(dim).extent();
      Set<Integer> cuts = new LinkedHashSet<>();
      for (int width = 4; width <= 10 && !dims.get(dim).isReduction(); width++) {
        cuts.add(extent - extent % width);
      }
      cuts.remove(0);
      cuts.remove(extent);
      for (int cut : cuts) {
        List<Schedule> parts =
            bests(
                arguments,
                List.of(computation.part(dim, 0, cut), computation.part(dim, cut, extent)));
        if (!parts.isEmpty() && Emitter.fit(arguments, parts)) {
          candidates.add(parts);
        }
      }
    }
    return candidates.stream()
        .min(Comparator.comparingLong(pieces -> cycles(arguments, pieces)))
        .orElse(null);
  }

  /// A schedule for each of some parts; none where one of them has none.
  private static List<Schedule> bests(Emitter.Arguments arguments, List<Computation> parts) {
    List<Schedule> found = new ArrayList<>();
    for (Computation part : parts) {
      Schedule best = best(arguments, part.collapsed());
      if (best == null) {
        return List.of();
      }
      found.add(best);
    }
    return found;
  }

  private static @Nullable Schedule best(Emitter.Arguments arguments, Computation computation) {
    return new Planner(arguments, computation)
        .schedules().stream()
            .min(Comparator.comparingLong(s -> cycles(arguments, List.of(s))))
            .orElse(null);
  }

  private static long cycles(Emitter.Arguments arguments, List<Schedule> pieces) {
    return Emitter.cycles(arguments, 0, List.of(new Item.Pieces(pieces)));
  }

  /// With numbers in registers, and from a table.
  private List<Schedule> schedules() {
    List<Schedule> found = new ArrayList<>(schedules(tile));
    int stream = computation.reads().size();
    if (computation.fold() == null && stream < StreamState.WRITTEN) {
      Tile streamed = Table.streamed(tile, stream);
      if (streamed.table().size() > 1) {
        found.addAll(schedules(streamed));
      }
    }
    return found;
  }

  private List<Schedule> schedules(Tile tile) {
    List<Schedule> found = new ArrayList<>();
    for (List<Loop> points : tiles()) {
      List<Loop> outer = new ArrayList<>();
      List<Loop> reductions = new ArrayList<>();
      for (int dim = 0; dim < computation.dims().size(); dim++) {
        Dim of = computation.dims().get(dim);
        if (of.isReduction()) {
          reductions.add(new Loop(dim, of.extent(), 1));
        } else {
          int side = side(points, dim);
          if (of.extent() / side > 1) {
            outer.add(new Loop(dim, of.extent() / side, side));
          }
        }
      }
      if (fits(tile, Math.toIntExact(Schedule.count(points)), Schedule.count(reductions))) {
        for (List<Loop> order : orders(outer)) {
          for (int jobs = 0; jobs <= order.size(); jobs++) {
            Schedule schedule =
                Schedule.of(
                    computation,
                    tile,
                    order.subList(0, jobs),
                    order.subList(jobs, order.size()),
                    reductions,
                    points);
            if (schedule != null) {
              found.add(schedule);
              break;
            }
          }
        }
      }
    }
    return found;
  }

  private static int side(List<Loop> points, int dim) {
    return points.stream().filter(p -> p.dim() == dim).mapToInt(Loop::count).findFirst().orElse(1);
  }

  /// Whether registers and the buffer of repeated instructions hold a tile.
  private boolean fits(Tile tile, int width, long steps) {
    long shared =
        tile.stages(steps).stream()
            .flatMap(stage -> stage.sources().stream())
            .filter(source -> source instanceof Slot.Shared(Term term) && !isInPlace(term))
            .distinct()
            .count();
    return (long) tile.owns() * width + shared <= new Registers(arguments.floats()).all().size()
        && tile.size(width, steps) <= MOST_CODE
        && Tile.size(tile.middle(), width) <= TileWriter.BUFFER;
  }

  /// Whether a number needs no register besides the one that it is passed in.
  private boolean isInPlace(Term term) {
    return term instanceof Term.Argument && computation.element() == Element.F64;
  }

  /// Which points can be computed side by side: some of one parallel dimension or of two.
  private List<List<Loop>> tiles() {
    List<List<Loop>> found = new ArrayList<>();
    if (computation.packing() != Packing.REDUCTION) {
      found.add(List.of());
    }
    for (Loop inner : sides()) {
      if (computation.packing() == Packing.REDUCTION && !isPair(inner)) {
        continue;
      }
      found.add(List.of(inner));
      for (Loop outer : sides()) {
        if (outer.dim() != inner.dim() && outer.count() * inner.count() <= TileWriter.BUFFER) {
          found.add(List.of(outer, inner));
        }
      }
    }
    return found;
  }

  /// Whether the results of neighbours make whole words.
  private boolean isPair(Loop inner) {
    Element element = computation.element();
    return computation.write().stride(inner.dim()) == element.bytes()
        && inner.count() % element.lanes() == 0;
  }

  private List<Loop> sides() {
    List<Loop> found = new ArrayList<>();
    for (int dim = 0; dim < computation.dims().size(); dim++) {
      Dim of = computation.dims().get(dim);
      for (int count = 2; count <= TileWriter.BUFFER && !of.isReduction(); count++) {
        if (of.extent() % count == 0) {
          found.add(new Loop(dim, count, 1));
        }
      }
    }
    return found;
  }

  private static List<List<Loop>> orders(List<Loop> loops) {
    if (loops.isEmpty()) {
      return List.of(List.of());
    }
    List<List<Loop>> found = new ArrayList<>();
    for (Loop first : loops) {
      List<Loop> rest = new ArrayList<>(loops);
      rest.remove(first);
      for (List<Loop> order : orders(rest)) {
        List<Loop> whole = new ArrayList<>();
        whole.add(first);
        whole.addAll(order);
        found.add(whole);
      }
    }
    return found;
  }
}
