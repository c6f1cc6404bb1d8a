package org.tosc.bench.yardstick;

import org.jspecify.annotations.Nullable;

/// What a goal asks for in each column; NaN where it asks for nothing.
record Bounds(double must, double good, double stretch) {
  static Bounds must(double must) {
    return new Bounds(must, Double.NaN, Double.NaN);
  }

  static Bounds good(double must, double good) {
    return new Bounds(must, good, Double.NaN);
  }

  static Bounds stretch(double must, double good, double stretch) {
    return new Bounds(must, good, stretch);
  }

  double at(Level level) {
    return switch (level) {
      case MUST -> must;
      case GOOD -> good;
      case STRETCH -> stretch;
    };
  }

  boolean has(Level level) {
    return !Double.isNaN(at(level));
  }

  /// Whether a value holds what a column and those before it ask for.
  boolean hold(Level level, double value, boolean isAtMost) {
    for (Level each : Level.values()) {
      boolean isAsked = each.compareTo(level) <= 0 && has(each);
      if (isAsked && !(isAtMost ? value <= at(each) : value >= at(each))) {
        return false;
      }
    }
    return true;
  }

  /// The last column that a value holds; null where it holds none.
  @Nullable Level reached(double value, boolean isAtMost) {
    Level reached = null;
    for (Level each : Level.values()) {
      if (has(each) && hold(each, value, isAtMost)) {
        reached = each;
      }
    }
    return reached;
  }
}
