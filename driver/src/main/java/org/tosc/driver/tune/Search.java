package org.tosc.driver.tune;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tosc.driver.measure.Sampler;
import org.tosc.passes.lower.Candidates;
import org.tosc.passes.lower.Schedule;
import org.tosc.passes.lower.Tiling;

/// Searches the schedule of one kernel: register tiles as a model ranks them, then depths, blocks
/// and copies around the best. Each is timed in turn with the best so far. What wins in the end
/// must win against the model's choice once more; otherwise that stays.
public final class Search {
  /// Candidates of the first kind; of the rest there are few.
  private static final int TILES = 16;

  private static final int ROUNDS = 9;
  private static final int LAST_ROUNDS = 21;
  private static final double ROUND_NANOS = 2_000_000;

  /// A candidate that is that much slower in a first look is not timed further.
  private static final double HOPELESS = 1.3;

  /// Results may differ by the order of sums.
  private static final double SAME = 1e-4;

  /// Kernels as somebody compiles them.
  public interface Kernels {
    /// The kernel with a schedule, compiled and warm; null where it has none or is not the same
    /// function.
    @Nullable Runnable compiled(String schedule);

    /// How far the results of two of them are apart, in parts of the largest.
    double distance(Runnable first, Runnable second);
  }

  private final Sampler sampler;
  private final Kernels kernels;
  private final Consumer<Double> progress;
  private final long end;
  private final long start;

  /// What a call takes at most once it is compiled.
  private final double fast;

  private int tried;
  private String bestSchedule;
  private Runnable best;
  private final Runnable usual;

  /// @param usual the kernel as the model cuts it
  private Search(
      Sampler sampler,
      Kernels kernels,
      String model,
      Runnable usual,
      double fast,
      long nanos,
      Consumer<Double> progress) {
    this.fast = fast;
    this.sampler = sampler;
    this.kernels = kernels;
    this.usual = usual;
    this.best = usual;
    this.bestSchedule = model;
    this.progress = progress;
    this.start = sampler.clock().nanos();
    this.end = start + nanos;
  }

  /// The best schedule that is found in some time.
  ///
  /// @param nanos how long it may take, but for a last comparison
  /// @param progress hears how much of the time is gone, from 0 to 1
  /// @throws IllegalArgumentException where the kernel cannot be compiled
  public static Tuned run(
      Sampler sampler,
      Kernels kernels,
      Candidates candidates,
      long nanos,
      Consumer<Double> progress) {
    String model = Schedule.text(candidates.model());
    Runnable usual = kernels.compiled(model);
    if (usual == null) {
      throw new IllegalArgumentException("the kernel has no code");
    }
    Search search =
        new Search(sampler, kernels, model, usual, candidates.nanosWhenCompiled(), nanos, progress);
    return search.run(candidates, model);
  }

  private Tuned run(Candidates candidates, String model) {
    double nanos = sampler.warm(usual, fast);
    while (nanos > fast && sampler.clock().nanos() < end) {
      nanos = sampler.warm(usual, fast);
    }
    List<Tiling> tiles = candidates.tiles();
    tiles.subList(0, Math.min(TILES, tiles.size())).forEach(this::attempt);
    Tiling tile = Schedule.parse(bestSchedule);
    candidates.around(tile == null ? candidates.model() : tile).forEach(this::attempt);
    if (best == usual) {
      double now = Duel.of(sampler, usual, usual, ROUNDS, ROUND_NANOS).first();
      return new Tuned(candidates.what(), model, model, now, now, tried, false);
    }
    Duel last = Duel.of(sampler, usual, best, LAST_ROUNDS, ROUND_NANOS);
    return last.isWon()
        ? new Tuned(
            candidates.what(), model, bestSchedule, last.first(), last.second(), tried, false)
        : new Tuned(candidates.what(), model, model, last.first(), last.first(), tried, false);
  }

  private void attempt(Tiling tiling) {
    long now = sampler.clock().nanos();
    progress.accept(Math.min(1, (double) (now - start) / (end - start)));
    if (now >= end) {
      return;
    }
    String schedule = Schedule.text(tiling);
    Runnable kernel = kernels.compiled(schedule);
    tried++;
    if (kernel == null) {
      return;
    }
    double nanos = sampler.warm(kernel, fast);
    boolean isWrong = !(kernels.distance(usual, kernel) <= SAME);
    if (isWrong
        || nanos > fast
        || Duel.of(sampler, best, kernel, 3, ROUND_NANOS / 2).ratio() > HOPELESS) {
      return;
    }
    if (Duel.of(sampler, best, kernel, ROUNDS, ROUND_NANOS).isWon()) {
      best = kernel;
      bestSchedule = schedule;
    }
  }
}
