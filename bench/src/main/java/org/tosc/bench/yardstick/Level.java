package org.tosc.bench.yardstick;

import java.util.Locale;

/// The columns of the table of goals, the easiest first.
enum Level {
  MUST,
  GOOD,
  STRETCH;

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
