package org.tosc.bench.yardstick;

import java.util.List;
import java.util.Locale;

/// How a quantity of ours is judged: by what it is divided, and whether little or much is good.
sealed interface Comparison {
  /// Our time in parts of another, at most so much.
  record TimesOf(Quantity other) implements Comparison {}

  /// A limit's time in parts of ours, at least so much: of the peak, or of a pure read.
  record ShareOf(Quantity limit) implements Comparison {}

  /// How many times as long another takes, at least.
  record Gain(Quantity slower) implements Comparison {}

  /// Our time alone in microseconds, at most so much.
  record Duration() implements Comparison {}

  /// How many of us a second has room for, at least.
  record Rate() implements Comparison {}

  /// Whether less is better.
  default boolean isAtMost() {
    return switch (this) {
      case TimesOf _, Duration _ -> true;
      case ShareOf _, Gain _, Rate _ -> false;
    };
  }

  /// What our quantity is held against.
  default List<Quantity> others() {
    return switch (this) {
      case TimesOf(Quantity other) -> List.of(other);
      case ShareOf(Quantity limit) -> List.of(limit);
      case Gain(Quantity slower) -> List.of(slower);
      case Duration(), Rate() -> List.of();
    };
  }

  /// NaN where something is not there.
  default double value(Quantity ours, Times times) {
    return switch (this) {
      case TimesOf(Quantity other) -> times.ratio(ours, other);
      case ShareOf(Quantity limit) -> times.ratio(limit, ours);
      case Gain(Quantity slower) -> times.ratio(slower, ours);
      case Duration() -> times.median(ours);
      case Rate() -> 1e6 / times.median(ours);
    };
  }

  /// A value or a bound with its unit.
  default String text(double value) {
    return switch (this) {
      case TimesOf _, Gain _ -> String.format(Locale.ROOT, "%.2f×", value);
      case ShareOf _ -> String.format(Locale.ROOT, "%.0f %%", 100 * value);
      case Duration() -> Units.time(value);
      case Rate() -> String.format(Locale.ROOT, "%.1f M/s", value * 1e-6);
    };
  }
}
