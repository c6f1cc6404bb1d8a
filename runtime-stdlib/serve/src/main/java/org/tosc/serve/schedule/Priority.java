package org.tosc.serve.schedule;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How much a request matters, the most first.
public enum Priority {
  REALTIME(0),
  CRITICAL(1),
  HIGH(2),
  NORMAL(3),
  LOW(4),
  IDLE(5);

  private final int place;

  Priority(int place) {
    this.place = place;
  }

  /// How many priorities are better.
  int place() {
    return place;
  }

  /// The priority of a name, in any case; null where there is none.
  public static @Nullable Priority find(String name) {
    for (Priority priority : values()) {
      if (priority.name().equals(name.toUpperCase(Locale.ROOT))) {
        return priority;
      }
    }
    return null;
  }

  /// As metrics name it.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
