package org.tosc.passes.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tosc.passes.lower.StageWriter.RowEnd;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Value;
import org.tosc.tir.ir.VectorType;

/// Stages that are no product: loops, the innermost of vectors. What all stages of a sweep are
/// independent along, rows for example, they share as outer loops, so that a row is finished before
/// the next is begun and what stages hand to each other is still in the cache.
final class Sweep {
  private final List<Stage> stages;
  private final int outer;
  private final int shared;
  private final long row;

  /// Vector operations of one function, at most, if it has several stages that need not be
  /// together.
  private static final int MOST_OPERATIONS = 40;

  /// The same for a stage whose elements are summed up as they are made, which saves reading them:
  /// those of a softmax have 84 operations and compile, those of a GELU 164 and do not.
  private static final int MOST_TOGETHER = 100;

  /// Rounds of the outermost loop, from `from` to before `to`.
  record Range(Value from, Value to) {}

  /// @param outer how many of the shared loops stand around the call
  /// @param shared how many dimensions the stages share
  /// @param row points of a row that may be left out, from a position on; 0 for none
  private Sweep(List<Stage> stages, int outer, int shared, long row) {
    this.stages = List.copyOf(stages);
    this.outer = outer;
    this.shared = shared;
    this.row = row;
  }

  /// Writes stages, as a part of their own.
  ///
  /// @param kept buffers that are needed afterwards
  static void write(Parts parts, List<Stage> stages, String name, Set<Value> kept) {
    int shared = stages.size() == 1 ? 0 : SharedLoops.count(stages);
    if (shared == 0 && stages.size() > 1 && parts.threads() > 1) {
      apart(parts, stages, name, kept);
      return;
    }
    List<Stage> placed = ResultsAsScratch.of(stages, kept);
    List<Stage> small = RowLocals.of(placed, shared, kept, parts);
    Sweep sweep = new Sweep(small, 0, shared, 0);
    long rounds = sweep.rounds(parts.writer().lanes());
    List<List<Stage>> pieces = sweep.pieces(parts);
    if (pieces.size() > 1) {
      sweep.inPieces(parts, pieces, name);
    } else if (rounds <= 1 || parts.threads() == 1) {
      parts.alone(() -> sweep.call(parts, name, List.of(), null, null));
    } else {
      parts.phase(
          share -> {
            Range range = new Range(share.from(rounds), share.to(rounds));
            sweep.call(parts, name, List.of(), range, null);
          });
    }
  }

  /// The stages of one function each, so that none has more vector operations than HotSpot's C1 has
  /// registers for: it then gives up ("out of virtual registers in linear scan"), and what C2 makes
  /// without its profile is a hundred times slower. From some 50 operations on that is a matter of
  /// chance.
  private List<List<Stage>> pieces(Parts parts) {
    if (stages.size() == 1 || shortRows(parts.writer()) != null) {
      return List.of(stages);
    }
    List<List<Stage>> pieces = new ArrayList<>();
    int begin = 0;
    int end = 0;
    int operations = 0;
    for (Group group : groups(parts)) {
      if (begin < end && operations + group.operations > MOST_OPERATIONS) {
        pieces.add(stages.subList(begin, end));
        begin = end;
        operations = 0;
      }
      end += group.stages.size();
      operations += group.operations;
    }
    pieces.add(stages.subList(begin, end));
    return pieces;
  }

  /// Stages that are written together.
  ///
  /// @param operations of vectors: those of several groups are as many as those of each, since they
  ///   share none
  private record Group(List<Stage> stages, int operations) {}

  /// Stages that are written together, or one by one where together they are too much.
  private List<Group> groups(Parts parts) {
    List<Group> groups = new ArrayList<>();
    for (List<Stage> together : StageWriter.groups(stages, shared)) {
      Group group = group(parts, together);
      if (together.size() > 1 && group.operations > MOST_TOGETHER) {
        together.forEach(stage -> groups.add(group(parts, List.of(stage))));
      } else {
        groups.add(group);
      }
    }
    return groups;
  }

  private Group group(Parts parts, List<Stage> some) {
    return new Group(some, vectorOperations(parts, some));
  }

  private int vectorOperations(Parts parts, List<Stage> some) {
    Sweep sweep = new Sweep(some, outer, shared, row);
    Writer trial = new Writer("trial", parts.span(), parts.writer().lanes());
    return vectorOperations(sweep.function(trial, sweep.buffers(), false).body());
  }

  /// Operations that read or make vectors.
  static int vectorOperations(Region region) {
    int count = 0;
    for (Operation o : region.ops()) {
      count += isOfVectors(o.results()) || isOfVectors(o.operands()) ? 1 : 0;
      for (Region inner : o.regions()) {
        count += vectorOperations(inner);
      }
    }
    return count;
  }

  private static boolean isOfVectors(List<Value> values) {
    for (Value value : values) {
      if (value.type() instanceof VectorType) {
        return true;
      }
    }
    return false;
  }

  /// The shared loops around calls of functions.
  private void inPieces(Parts parts, List<List<Stage>> pieces, String name) {
    Consumer<List<Value>> calls =
        point -> {
          for (int p = 0; p < pieces.size(); p++) {
            write(parts, pieces.get(p), name + "_" + p, point, shared, 0, null);
          }
        };
    if (shared == 0) {
      parts.alone(() -> calls.accept(List.of()));
      return;
    }
    long rounds = stages.getFirst().extents().getFirst();
    parts.phase(
        share -> {
          Writer w = parts.writer();
          Range range = new Range(share.from(rounds), share.to(rounds));
          loops(w, List.of(), range, shared, calls);
        });
  }

  /// The loops that the stages share, from the one behind those of a point on.
  ///
  /// @param range rounds of the outermost loop; null for all
  /// @param to how many loops have been written where the body stands
  private void loops(
      Writer w, List<Value> point, @Nullable Range range, int to, Consumer<List<Value>> body) {
    if (point.size() == to) {
      body.accept(point);
      return;
    }
    Range rounds = rounds(w, point, range);
    w.loop(
        rounds.from(),
        rounds.to(),
        1,
        i -> {
          List<Value> inner = new ArrayList<>(point);
          inner.add(i);
          loops(w, inner, range, to, body);
        });
  }

  /// The rounds of the loop behind a point.
  private Range rounds(Writer w, List<Value> point, @Nullable Range range) {
    return range != null && point.isEmpty()
        ? range
        : new Range(w.whole(0), w.whole(stages.getFirst().extents().get(point.size())));
  }

  /// Stages that share no loop, one after the other, so that threads can share those of each.
  private static void apart(Parts parts, List<Stage> stages, String name, Set<Value> kept) {
    for (int i = 0; i < stages.size(); i++) {
      Set<Value> needed = Lower.kept(stages, i + 1, kept);
      parts.work(stages.get(i).nanos());
      write(parts, stages.subList(i, i + 1), name + "_" + i, needed);
    }
  }

  /// Writes stages inside loops that stand around the call.
  ///
  /// @param point where these loops are: the first dimensions of all stages
  /// @param shared how many dimensions the stages share, these among them
  /// @param row how many points rows have that may end earlier, at `end`: a multiple of four
  ///   vectors, or all of them; what lies behind is not touched
  static void write(
      Parts parts,
      List<Stage> stages,
      String name,
      List<Value> point,
      int shared,
      long row,
      @Nullable Value end) {
    Sweep sweep = new Sweep(stages, point.size(), shared, end == null ? 0 : row);
    sweep.call(parts, name, point, null, end);
  }

  /// Rounds of the outermost loop, which do not depend on each other; 1 where there is none. Of
  /// points side by side a round is a vector.
  private long rounds(int lanes) {
    if (shared > 0) {
      return stages.getFirst().extents().getFirst();
    } else if (stages.size() > 1) {
      return 1;
    }
    Walk walk = Walk.of(stages.getFirst(), 0);
    if (!walk.parallel().isEmpty()) {
      return walk.parallel().getFirst().extent();
    }
    return switch (walk.vector()) {
      case Walk.Vector.Points(Walk.Axis axis) -> Math.ceilDiv(axis.extent(), lanes);
      case Walk.Vector.None(), Walk.Vector.Terms(_) -> 1;
    };
  }

  private void call(
      Parts parts, String name, List<Value> point, @Nullable Range range, @Nullable Value end) {
    List<Value> buffers = buffers();
    String part = parts.part(name, w -> function(w, buffers, range != null));
    List<Value> arguments = new ArrayList<>(buffers.stream().map(parts::buffer).toList());
    arguments.addAll(point);
    if (range != null) {
      arguments.addAll(List.of(range.from(), range.to()));
    }
    if (end != null) {
      arguments.add(end);
    }
    parts.writer().call(part, arguments);
  }

  private List<Value> buffers() {
    Set<Value> all = new LinkedHashSet<>();
    stages.forEach(s -> s.ins().forEach(in -> all.add(in.buffer())));
    return List.copyOf(all);
  }

  /// The function `(buffers…, point…[, from, to][, end])`.
  private Function function(Writer w, List<Value> kernels, boolean isCut) {
    Map<Value, Value> buffers = new HashMap<>();
    kernels.forEach(b -> buffers.put(b, w.buffer(b)));
    List<Value> point = new ArrayList<>();
    for (int d = 0; d < outer; d++) {
      point.add(w.position());
    }
    Range range = isCut ? new Range(w.position(), w.position()) : null;
    RowEnd end = row > 0 ? new RowEnd(row, w.position()) : RowEnd.NONE;
    ShortRows rows = shortRows(w);
    if (rows != null) {
      Consumer<List<Value>> body = p -> rows.write(w, p, buffers, rounds(w, p, range));
      loops(w, point, range, shared - 1, body);
    } else {
      Range ofStage = shared == 0 ? range : null;
      loops(w, point, range, shared, p -> stages(w, p, buffers, ofStage, end));
    }
    return w.finish(Attributes.NONE);
  }

  private @Nullable ShortRows shortRows(Writer w) {
    boolean mayBe = outer < shared && row == 0;
    return mayBe ? ShortRows.of(stages, shared, w.lanes()) : null;
  }

  private void stages(
      Writer w, List<Value> point, Map<Value, Value> buffers, @Nullable Range range, RowEnd end) {
    new StageWriter(w, shared, point, buffers, range, end).write(stages);
  }
}
