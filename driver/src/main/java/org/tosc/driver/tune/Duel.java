package org.tosc.driver.tune;

import java.util.ArrayList;
import java.util.List;
import org.tosc.driver.measure.Sampler;
import org.tosc.driver.measure.Samples;

/// Two bodies timed in turn, so that what else the machine does hits both: the ratio of neighbours
/// is steadier than either time.
///
/// @param first nanoseconds of one call, the median
/// @param second the same
/// @param ratio the median of second by first, of each round
/// @param noise half of what lies between the first and the last quarter of the ratios
public record Duel(double first, double second, double ratio, double noise) {
  /// A gain below that is none, whatever the noise.
  private static final double LEAST_GAIN = 0.02;

  /// Times two bodies.
  ///
  /// @param nanos what the calls of one body take in a round, about
  public static Duel of(
      Sampler sampler, Runnable first, Runnable second, int rounds, double nanos) {
    int batch = batch(sampler, first, nanos);
    List<Double> ones = new ArrayList<>();
    List<Double> others = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      boolean isTurned = round % 2 == 1;
      double before = sampler.nanos(isTurned ? second : first, batch);
      double after = sampler.nanos(isTurned ? first : second, batch);
      double one = isTurned ? after : before;
      double other = isTurned ? before : after;
      ones.add(one);
      others.add(other);
      ratios.add(other / one);
    }
    Samples spread = new Samples(ratios, batch);
    return new Duel(
        new Samples(ones, batch).median(),
        new Samples(others, batch).median(),
        spread.median(),
        (spread.quantile(0.75) - spread.quantile(0.25)) / 2);
  }

  private static int batch(Sampler sampler, Runnable body, double nanos) {
    double one = Math.max(1, sampler.nanos(body, 2));
    double better = Math.max(1, sampler.nanos(body, (int) Math.clamp(nanos / one / 4, 1, 1000)));
    return (int) Math.clamp(Math.ceil(nanos / better), 1, 1_000_000);
  }

  /// Whether the second is faster beyond what chance does, in turn and in the median.
  public boolean isWon() {
    return second < first && ratio < 1 - Math.max(LEAST_GAIN, noise);
  }
}
