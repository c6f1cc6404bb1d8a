package org.tosc.backends.machines.snitch.core;

import org.jspecify.annotations.Nullable;

/// A register of two places between units: `spill_register` of pulp-platform/common_cells.
///
/// @param <T> what it holds
final class Register<T> {
  private @Nullable T first;
  private @Nullable T second;

  boolean isEmpty() {
    return first == null;
  }

  boolean hasRoom() {
    return second == null;
  }

  /// The older of the two; null for none.
  @Nullable T peek() {
    return first;
  }

  void add(T value) {
    if (first == null) {
      first = value;
    } else if (second == null) {
      second = value;
    } else {
      throw new IllegalStateException("the register is full");
    }
  }

  /// Removes the older.
  void remove() {
    first = second;
    second = null;
  }
}
