package org.tosc.backends.snitch.code;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How a computation is run: loops of the core around jobs of the streams, each one nest of
/// repetitions over tiles.
///
/// ```text
/// for jobs: start streams; frep over outer: { first; frep over steps - 2: { middle }; last }
/// ```
///
/// @param jobs loops of the core, outermost first
/// @param outer loops over tiles, outermost first
/// @param reductions loops over the steps of a tile, outermost first
/// @param points loops over the points of a tile, outermost first
/// @param patterns of the reads, then of the write
record Schedule(
    Computation computation,
    Tile tile,
    List<Loop> jobs,
    List<Loop> outer,
    List<Loop> reductions,
    List<Loop> points,
    List<Pattern> patterns) {
  /// Iteration counters have 16 bits (snitch.md section 1).
  private static final long MOST_ROUNDS = 1 << 16;

  /// Part of a dimension: `count` rounds, each `scale` points further.
  record Loop(int dim, int count, int scale) {
    long stride(Access access) {
      return access.stride(dim) * scale;
    }
  }

  /// Null where streams have no such patterns, or counters do not go so far.
  static @Nullable Schedule of(
      Computation computation,
      Tile tile,
      List<Loop> jobs,
      List<Loop> outer,
      List<Loop> reductions,
      List<Loop> points) {
    List<Pattern> patterns = new ArrayList<>();
    for (Access read : computation.reads()) {
      List<Pattern.Loop> loops = new ArrayList<>();
      add(loops, points, read);
      loops.add(new Pattern.Loop(read.taps().count(), read.taps().distance()));
      add(loops, reductions, read);
      add(loops, outer, read);
      patterns.add(Pattern.of(loops, true));
    }
    if (!tile.table().isEmpty()) {
      List<Pattern.Loop> loops = new ArrayList<>();
      loops.add(new Pattern.Loop(Math.toIntExact(count(points)), 0));
      loops.add(new Pattern.Loop(tile.table().size(), Long.BYTES));
      loops.add(new Pattern.Loop(Math.toIntExact(count(outer)), 0));
      patterns.add(Pattern.of(loops, true));
    }
    List<Pattern.Loop> loops = new ArrayList<>();
    if (computation.packing() == Computation.Packing.REDUCTION) {
      Loop inner = points.getLast();
      int lanes = computation.element().lanes();
      loops.add(new Pattern.Loop(inner.count() / lanes, Long.BYTES));
      add(loops, points.subList(0, points.size() - 1), computation.write());
    } else {
      add(loops, points, computation.write());
    }
    if (computation.fold() != null && computation.fold().sharing() == Fold.Sharing.PAIRS) {
      add(loops, reductions, computation.write());
    }
    add(loops, outer, computation.write());
    patterns.add(Pattern.of(loops, false));
    if (patterns.contains(null) || count(outer) > MOST_ROUNDS || count(reductions) > MOST_ROUNDS) {
      return null;
    }
    return new Schedule(computation, tile, jobs, outer, reductions, points, patterns);
  }

  private static void add(List<Pattern.Loop> loops, List<Loop> more, Access access) {
    for (Loop loop : more.reversed()) {
      loops.add(new Pattern.Loop(loop.count(), loop.stride(access)));
    }
  }

  static long count(List<Loop> loops) {
    return loops.stream().mapToLong(Loop::count).reduce(1, Math::multiplyExact);
  }

  int width() {
    return Math.toIntExact(count(points));
  }

  long steps() {
    return count(reductions);
  }

  long tiles() {
    return count(outer);
  }

  /// What the tiles' instructions read that is the same for all points.
  Set<Term> sharedTerms() {
    Set<Term> shared = new LinkedHashSet<>();
    tile.stages(steps()).stream()
        .flatMap(stage -> stage.sources().stream())
        .forEach(
            source -> {
              if (source instanceof Stage.Slot.Shared(Term term)) {
                shared.add(term);
              }
            });
    return shared;
  }

  /// Registers of the FPU that points have for themselves.
  int owns() {
    return tile.owns() * width();
  }

  /// Whether tiles are too large to be repeated by the FPU, so the core loops over them.
  boolean isLooped() {
    return tile.size(width(), steps()) > TileWriter.BUFFER;
  }

  /// Words that are written.
  long results() {
    return count(jobs)
        * patterns.getLast().steps().stream()
            .mapToLong(Pattern.Step::count)
            .reduce(1, Math::multiplyExact);
  }

  /// Cycles in which the FPU issues the instructions of one job.
  long cycles() {
    return tiles() * tile.cycles(width(), steps());
  }

  /// Those of them that pass before the first result.
  long cyclesToWrite() {
    return tile.cycles(width(), steps()) - width();
  }
}
