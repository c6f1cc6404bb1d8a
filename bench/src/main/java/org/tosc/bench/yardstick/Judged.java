package org.tosc.bench.yardstick;

import org.jspecify.annotations.Nullable;

/// A goal with what was measured for it.
///
/// @param goal the one that could be measured
/// @param value in the terms of its comparison; NaN where it was not measured
/// @param ours microseconds; NaN where they were not measured
/// @param other those of what it is compared with; NaN where there is none
/// @param reached the last column that the value holds; null for none
/// @param why it was not measured; null where it was
record Judged(
    Goal goal,
    double value,
    double ours,
    double other,
    @Nullable Level reached,
    @Nullable String why) {
  static Judged of(Goal goal, Times times) {
    Quantity missing = goal.own().stream().filter(q -> !times.has(q)).findFirst().orElse(null);
    Goal instead = goal.instead();
    if (missing != null && instead != null) {
      return of(instead, times);
    }
    double value = goal.comparison().value(goal.ours(), times);
    double other =
        goal.comparison().others().stream()
            .mapToDouble(times::median)
            .findFirst()
            .orElse(Double.NaN);
    String why =
        missing != null
            ? times.whyNot(missing)
            : Double.isNaN(value) ? "no round measured both" : null;
    Level reached = why == null ? goal.bounds().reached(value, goal.comparison().isAtMost()) : null;
    return new Judged(goal, value, times.median(goal.ours()), other, reached, why);
  }

  boolean isMeasured() {
    return why == null;
  }

  /// Whether it holds what a column and those before it ask for.
  boolean holds(Level level) {
    return isMeasured() && goal.bounds().hold(level, value, goal.comparison().isAtMost());
  }

  /// How near it is to a bound: 1 at the bound, more beyond it.
  double nearness(Level level) {
    double bound = goal.bounds().at(level);
    return goal.comparison().isAtMost() ? bound / value : value / bound;
  }

  /// The column that it reaches, in words.
  String verdict() {
    return why != null
        ? "not measured: " + why
        : reached != null ? reached.text() : goal.bounds().has(Level.MUST) ? "missed" : "not good";
  }
}
