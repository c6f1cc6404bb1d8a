package org.tosc.bench.yardstick;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What was measured: for each quantity the shortest time of each round, in microseconds, or why
/// there is none.
final class Times {
  private final Map<Quantity, TreeMap<Integer, Double>> micros = new HashMap<>();
  private final Map<Quantity, String> reasons = new HashMap<>();

  void add(Quantity quantity, int round, double time) {
    micros.computeIfAbsent(quantity, _ -> new TreeMap<>()).merge(round, time, Math::min);
  }

  /// Notes why a quantity has no time; the first reason stays.
  void absent(Quantity quantity, String why) {
    reasons.putIfAbsent(quantity, why);
  }

  boolean has(Quantity quantity) {
    return micros.containsKey(quantity);
  }

  /// Why a quantity has no time.
  String whyNot(Quantity quantity) {
    return reasons.getOrDefault(quantity, "nothing measures " + quantity);
  }

  /// The median over the rounds; NaN where there is none.
  double median(Quantity quantity) {
    return median(micros.getOrDefault(quantity, new TreeMap<>()).values());
  }

  /// The median over the rounds of the ratio of two times; NaN where no round has both.
  double ratio(Quantity over, Quantity under) {
    TreeMap<Integer, Double> others = micros.getOrDefault(under, new TreeMap<>());
    List<Double> ratios = new ArrayList<>();
    micros
        .getOrDefault(over, new TreeMap<>())
        .forEach(
            (round, time) -> {
              Double other = others.get(round);
              if (other != null) {
                ratios.add(time / other);
              }
            });
    return median(ratios);
  }

  /// Of an even number, the mean of the two in the middle.
  private static double median(Collection<Double> values) {
    double[] sorted = values.stream().mapToDouble(v -> v).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length == 0
        ? Double.NaN
        : sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
