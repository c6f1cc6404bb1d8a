package org.tosc.driver.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Samples of bodies whose time a clock of the test decides.
final class SamplerTest {
  private static final double ANY = Double.MAX_VALUE;
  private long now;

  /// Rounds of 100 ns, at least 1,000 and at most 10,000 ns of warm-up, samples of 50 ns and more,
  /// for 500 ns.
  private final Sampler sampler =
      new Sampler(() -> now, new Sampler.Limits(100, 1_000, 10_000, 50, 500), 0.03);

  @Test
  void aSteadyBodyIsWarmAfterTheLeastTime() {
    assertEquals(10, sampler.warm(() -> now += 10, ANY));
    assertEquals(1_000, now);
  }

  @Test
  void samplesAreLongEnoughAndFillTheTime() {
    Samples samples = sampler.measure(() -> now += 10, ANY);
    assertEquals(5, samples.batch());
    assertEquals(10, samples.sorted().size());
    assertEquals(10, samples.median());
    assertEquals(10, samples.best());
    assertEquals(0, samples.spread());
  }

  @Test
  void aBodyThatIsCompiledLateIsWaitedFor() {
    // A hundred calls are slow, as long as the JIT has not compiled them.
    int[] calls = {0};
    Runnable body = () -> now += calls[0]++ < 100 ? 50 : 5;
    Samples samples = sampler.measure(body, 5);
    assertEquals(5, samples.median());
    assertTrue(calls[0] > 100);
  }

  @Test
  void aBodyThatNeverGetsFastEndsAtTheLimit() {
    assertEquals(10, sampler.warm(() -> now += 10, 1));
    assertEquals(10_000, now);
  }

  @Test
  void slowBodiesAreSampledFiveTimes() {
    Samples samples = sampler.measure(() -> now += 1_000, ANY);
    assertEquals(1, samples.batch());
    assertEquals(5, samples.sorted().size());
  }

  @Test
  void quantilesLieBetweenNeighbours() {
    Samples samples = new Samples(List.of(4.0, 1.0, 3.0, 2.0), 1);
    assertEquals(List.of(1.0, 2.0, 3.0, 4.0), samples.sorted());
    assertEquals(2.5, samples.median());
    assertEquals(1.0, samples.quantile(0));
    assertEquals(4.0, samples.quantile(1));
    // From 1.3 to 3.7, half of that, in parts of 2.5.
    assertEquals(0.48, samples.spread(), 1e-12);
    assertThrows(IllegalArgumentException.class, () -> new Samples(List.of(), 1));
  }
}
