package org.tosc.passes.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.passes.lower.Stage.Access;
import org.tosc.passes.lower.Sweep.Range;
import org.tosc.tir.ir.Value;

/// Stages whose rows are a few whole vectors each, the halves of a rotary embedding for example. A
/// round of the loop around them reads all vectors of all stages once, and then stores all;
/// operands that this loop does not move, sines and cosines, stay in registers.
///
/// Reading all before storing any also keeps loads from waiting for stores whose addresses end in
/// the same 12 bits (Intel 64 and IA-32 Architectures Optimization Reference Manual, 4K aliasing).
final class ShortRows {
  /// Vectors of a row, at most.
  private static final int MOST_VECTORS = 4;

  /// Results of a round, at most: with as many operands they leave room among 32 registers for what
  /// stays in them.
  private static final int MOST_RESULTS = 8;

  /// Operations on vectors, at most, and reads and writes of them: few enough for HotSpot's C1, see
  /// [Sweep], though this is one loop without anything in it.
  private static final int MOST_OPERATIONS = 64;

  private final List<Stage> stages;
  private final int loop;
  private final long points;

  /// @param loop the dimension around the rows, the last that the stages share
  /// @param points of a row
  private ShortRows(List<Stage> stages, int loop, long points) {
    this.stages = List.copyOf(stages);
    this.loop = loop;
    this.points = points;
  }

  /// Stages that are such, or null.
  ///
  /// @param shared how many dimensions they share
  static @Nullable ShortRows of(List<Stage> stages, int shared, int lanes) {
    if (stages.size() < 2 || shared == 0) {
      return null;
    }
    long points = points(stages.getFirst(), shared);
    long vectors = points / lanes;
    boolean fits =
        vectors > 0
            && points % lanes == 0
            && vectors <= MOST_VECTORS
            && vectors * stages.size() <= MOST_RESULTS
            && vectors * stages.stream().mapToInt(ShortRows::operations).sum() <= MOST_OPERATIONS
            && stages.stream().allMatch(s -> points(s, shared) == points && s.isBrief(Set.of()))
            && !handsOn(stages);
    return fits ? new ShortRows(stages, shared - 1, points) : null;
  }

  private static int operations(Stage stage) {
    return stage.body().ops().size() + stage.ins().size() - 1;
  }

  /// The points of a row, where a stage has nothing but such rows below what it shares; otherwise
  /// 0.
  private static long points(Stage stage, int shared) {
    Walk walk = Walk.of(stage, shared);
    boolean isRow = walk.parallel().isEmpty() && walk.sums().isEmpty();
    return isRow && walk.vector() instanceof Walk.Vector.Points(Walk.Axis axis) ? axis.extent() : 0;
  }

  /// Whether a stage may read what another, or itself, stores.
  private static boolean handsOn(List<Stage> stages) {
    Set<Value> stored = new HashSet<>();
    stages.forEach(s -> stored.add(s.out().buffer()));
    for (Stage stage : stages) {
      for (int i = 0; i < stage.ins().size(); i++) {
        if (stage.reads(i) && stored.contains(stage.ins().get(i).buffer())) {
          return true;
        }
      }
    }
    return false;
  }

  /// Writes the loop around the rows.
  ///
  /// @param point where the loops around that one are
  /// @param buffers by those of the kernel
  void write(Writer w, List<Value> point, Map<Value, Value> buffers, Range range) {
    Loop around = new Loop(w, point, buffers, new HashMap<>());
    List<Row> rows = new ArrayList<>();
    for (Stage stage : stages) {
      Walk walk = Walk.of(stage, loop + 1);
      for (int k = 0; k < points / w.lanes(); k++) {
        rows.add(around.row(stage, walk, k));
      }
    }
    w.loop(range.from(), range.to(), 1, i -> around.round(rows, i));
  }

  /// What a stage reads or stores for a vector of its row.
  ///
  /// @param at the vector's number; 0 for an element that all points of the row use
  private record Place(Access access, boolean isVector, int at) {}

  /// A vector of a stage's row.
  ///
  /// @param ins null for what the body does not read
  /// @param known what is the same in all rounds
  private record Row(Stage stage, List<@Nullable Place> ins, Place out, Map<Value, Value> known) {}

  /// The loop around the rows.
  ///
  /// @param staying what is loaded in front of it
  private record Loop(
      Writer w, List<Value> point, Map<Value, Value> buffers, Map<Place, Value> staying) {

    Row row(Stage stage, Walk walk, int k) {
      Walk.Axis axis = ((Walk.Vector.Points) walk.vector()).axis();
      List<@Nullable Place> ins = new ArrayList<>();
      List<@Nullable Value> same = new ArrayList<>();
      for (int n = 0; n < stage.ins().size(); n++) {
        boolean isVector = axis.steps().get(n) == 1;
        Place place = new Place(stage.ins().get(n), isVector, isVector ? k : 0);
        boolean isRead = stage.reads(n);
        boolean stays = isRead && place.access().step(point.size()) == 0;
        ins.add(isRead ? place : null);
        same.add(stays ? staying.computeIfAbsent(place, p -> load(p, null)) : null);
      }
      Place out = new Place(stage.out(), true, k);
      return new Row(stage, ins, out, Lanes.ahead(w, stage.body(), same));
    }

    void round(List<Row> rows, Value i) {
      Map<Place, Value> read = new HashMap<>(staying);
      List<Value> made = new ArrayList<>();
      for (Row row : rows) {
        List<Value> parameters = new ArrayList<>();
        for (Place in : row.ins()) {
          parameters.add(in == null ? w.number(0) : read.computeIfAbsent(in, p -> load(p, i)));
        }
        made.add(w.vectorOf(Lanes.write(w, row.stage().body(), parameters, row.known())));
      }
      for (int r = 0; r < rows.size(); r++) {
        Place out = rows.get(r).out();
        w.store(buffer(out), made.get(r), position(out, i), null);
      }
    }

    private Value load(Place place, @Nullable Value i) {
      Value at = position(place, i);
      return place.isVector() ? w.load(buffer(place), at, null) : w.load(buffer(place), at);
    }

    private Value buffer(Place place) {
      return Objects.requireNonNull(buffers.get(place.access().buffer()));
    }

    private Value position(Place place, @Nullable Value i) {
      Access access = place.access();
      Value at = w.whole(access.constant() + (long) place.at() * w.lanes());
      for (int d = 0; d < point.size(); d++) {
        at = w.moved(at, point.get(d), access.step(d));
      }
      return i == null ? at : w.moved(at, i, access.step(point.size()));
    }
  }
}
