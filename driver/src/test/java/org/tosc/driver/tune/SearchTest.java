package org.tosc.driver.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.tosc.driver.measure.Sampler;
import org.tosc.passes.kernelize.Kernelize;
import org.tosc.passes.lower.Candidates;
import org.tosc.passes.lower.Machine;
import org.tosc.passes.lower.Schedule;
import org.tosc.tir.ir.Function;
import org.tosc.tir.source.Source;
import org.tosc.tir.text.Reader;

/// Searches whose kernels take as long as the test says, on its clock.
final class SearchTest {
  private static final long SECOND = 1_000_000_000;

  private long now;
  private final Sampler sampler =
      new Sampler(() -> now, new Sampler.Limits(10_000, 10_000, 1_000_000, 1_000, 1_000), 0.03);

  /// A kernel of a 100 x 50 x 40 product.
  static Function kernel() {
    String text =
        """
        func @f(%0: tensor<[100, 50] x f32>, %1: tensor<[50, 40] x f32>) -> (tensor<[100, 40] x f32>) {
          %2 = tensor.matmul(%0, %1)
          core.return(%2)
        }
        """;
    if (Reader.read(new Source("f.tir", text)) instanceof Reader.Result.Read(var module)
        && Kernelize.kernel("kernel", Objects.requireNonNull(module.function("f")))
            instanceof Kernelize.Outcome.Made(Function kernel)) {
      return kernel;
    }
    throw new AssertionError("no kernel");
  }

  private static final Candidates CANDIDATES =
      Objects.requireNonNull(Candidates.of(kernel(), Machine.AVX512));
  private static final String MODEL = Schedule.text(CANDIDATES.model());

  /// Kernels by their schedules.
  private final class Timed implements Search.Kernels {
    private final ToLongFunction<String> nanos;
    private final String wrong;
    private final List<String> asked = new ArrayList<>();

    Timed(ToLongFunction<String> nanos, String wrong) {
      this.nanos = nanos;
      this.wrong = wrong;
    }

    private record Body(String schedule, Runnable code) implements Runnable {
      @Override
      public void run() {
        code.run();
      }
    }

    @Override
    public @Nullable Runnable compiled(String schedule) {
      asked.add(schedule);
      long time = nanos.applyAsLong(schedule);
      return new Body(schedule, () -> now += time);
    }

    @Override
    public double distance(Runnable first, Runnable second) {
      return ((Body) second).schedule.equals(wrong) ? 1 : 0;
    }
  }

  private Tuned run(Timed kernels, long nanos) {
    return Search.run(sampler, kernels, CANDIDATES, nanos, done -> {});
  }

  private static String tile(int number) {
    return Schedule.text(CANDIDATES.tiles().get(number));
  }

  @Test
  void theFastestIsFound() {
    Timed kernels = new Timed(s -> s.equals(tile(3)) ? 700 : s.equals(tile(1)) ? 900 : 1000, "");
    Tuned tuned = run(kernels, SECOND);
    assertEquals(tile(3), tuned.schedule());
    assertEquals(1000, tuned.modelNanos());
    assertEquals(700, tuned.nanos());
    assertTrue(tuned.isBetter());
    assertFalse(tuned.isKnown());
    assertEquals(kernels.asked.size() - 1, tuned.tried());
    assertEquals(MODEL, kernels.asked.getFirst());
    assertEquals("100x50x40", tuned.what());
  }

  @Test
  void depthsAndBlocksAreTriedAroundTheBestTile() {
    String best = Schedule.text(CANDIDATES.around(CANDIDATES.tiles().get(2)).getFirst());
    Timed kernels = new Timed(s -> s.equals(best) ? 600 : s.equals(tile(2)) ? 800 : 1000, "");
    assertEquals(best, run(kernels, SECOND).schedule());
  }

  @Test
  void whatIsHardlyFasterIsNoGain() {
    Tuned tuned = run(new Timed(s -> s.equals(MODEL) ? 1000 : 990, ""), SECOND);
    assertEquals(MODEL, tuned.schedule());
    assertFalse(tuned.isBetter());
  }

  @Test
  void whatComputesSomethingElseIsNotTaken() {
    Timed kernels = new Timed(s -> s.equals(tile(0)) ? 10 : 1000, tile(0));
    assertEquals(MODEL, run(kernels, SECOND).schedule());
  }

  @Test
  void theSearchEndsInTime() {
    Timed kernels = new Timed(s -> 1000, "");
    Tuned tuned = run(kernels, 2_000_000);
    assertTrue(tuned.tried() <= 2, () -> tuned.tried() + " tried");
  }

  @Test
  void noiseIsNoGain() {
    // Each third call of one takes long, each third of the other is short.
    int[] calls = {0};
    Duel duel =
        Duel.of(
            sampler, () -> now += 1_000, () -> now += calls[0]++ % 3 == 0 ? 400 : 1_200, 15, 1_000);
    assertTrue(duel.noise() > 0.05, duel.toString());
    assertFalse(duel.isWon(), duel.toString());
    Duel even = Duel.of(sampler, () -> now += 1_000, () -> now += 900, 15, 5_000);
    assertEquals(new Duel(1_000, 900, 0.9, 0), even);
    assertTrue(even.isWon());
  }
}
