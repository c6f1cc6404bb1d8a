package org.tosc.bench.yardstick;

import java.util.Locale;

/// Times as people read them.
final class Units {
  private Units() {}

  /// Microseconds in the unit in which they have one to three digits before the point.
  static String time(double micros) {
    return micros < 1
        ? digits(micros * 1e3) + " ns"
        : micros < 1e3
            ? digits(micros) + " µs"
            : micros < 1e6 ? digits(micros * 1e-3) + " ms" : digits(micros * 1e-6) + " s";
  }

  /// Three digits, or all before the point.
  private static String digits(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value);
  }
}
