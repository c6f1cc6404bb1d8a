package org.tosc.bench.peers;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The shortest times of every contender in every round, by problem.
final class Measurements {
  /// A contender's times for a problem, and the peak of multiply-adds beside them, by round.
  record Series(
      String contender,
      Role role,
      TreeMap<Integer, Double> micros,
      TreeMap<Integer, Double> peaks) {
    double best() {
      return micros.values().stream().mapToDouble(m -> m).min().orElse(Double.NaN);
    }

    /// The peak beside the best time, in GFLOP/s; NaN where it was not measured.
    double peak() {
      return micros.entrySet().stream()
          .min(Map.Entry.comparingByValue())
          .map(e -> peaks.getOrDefault(e.getKey(), Double.NaN))
          .orElse(Double.NaN);
    }

    double median() {
      return Measurements.median(micros.values());
    }
  }

  private final Map<Problem, Map<String, Series>> series = new LinkedHashMap<>();
  private final Map<String, Set<String>> missing = new LinkedHashMap<>();

  void add(Problem problem, String contender, Role role, int round, Timing timing) {
    Series of =
        series
            .computeIfAbsent(problem, _ -> new LinkedHashMap<>())
            .computeIfAbsent(
                contender, name -> new Series(name, role, new TreeMap<>(), new TreeMap<>()));
    of.micros().merge(round, timing.bestMicros(), Math::min);
    of.peaks().put(round, timing.peak());
  }

  /// Notes why a contender has no time for some problem.
  void missing(String contender, String why) {
    missing.computeIfAbsent(contender, _ -> new LinkedHashSet<>()).add(why);
  }

  /// By contender, what it was not measured with.
  Map<String, Set<String>> missing() {
    return missing;
  }

  Collection<Problem> problems() {
    return series.keySet();
  }

  /// The contenders of a problem, the fastest first.
  List<Series> of(Problem problem) {
    List<Series> all = new ArrayList<>(series.getOrDefault(problem, Map.of()).values());
    all.sort(Comparator.comparingDouble(Series::best));
    return all;
  }

  /// The fastest of a role; null where there is none.
  @Nullable Series best(Problem problem, Role role) {
    return of(problem).stream().filter(s -> s.role() == role).findFirst().orElse(null);
  }

  /// The median over the rounds of the ratio of times; NaN where no round has both.
  static double ratio(Series a, Series b) {
    List<Double> ratios = new ArrayList<>();
    a.micros()
        .forEach(
            (round, micros) -> {
              Double other = b.micros().get(round);
              if (other != null) {
                ratios.add(micros / other);
              }
            });
    return median(ratios);
  }

  static double median(Collection<Double> values) {
    double[] sorted = values.stream().mapToDouble(v -> v).sorted().toArray();
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
  }
}
