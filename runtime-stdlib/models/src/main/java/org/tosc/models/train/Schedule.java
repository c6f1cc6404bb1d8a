package org.tosc.models.train;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How the learning rate goes over a run. Steps of warm-up come first, in which it rises in a
/// straight line; the schedule is what remains.
public enum Schedule {
  CONSTANT,
  /// Down to 0 in a straight line.
  LINEAR,
  /// Down to 0 as half a wave of the cosine (Loshchilov and Hutter 2017, without restarts).
  COSINE;

  public static @Nullable Schedule find(String name) {
    for (Schedule schedule : values()) {
      if (schedule.text().equals(name)) {
        return schedule;
      }
    }
    return null;
  }

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The rate of a step, as a share of the full one.
  ///
  /// @param step counted from 0
  /// @param steps of the whole run
  /// @param warmup how many of them rise
  public double share(long step, long steps, long warmup) {
    if (step < warmup) {
      return (step + 1.0) / warmup;
    }
    double done = (double) (step - warmup) / Math.max(1, steps - warmup);
    return switch (this) {
      case CONSTANT -> 1;
      case LINEAR -> Math.max(0, 1 - done);
      case COSINE -> (1 + StrictMath.cos(Math.PI * Math.min(1, done))) / 2;
    };
  }
}
