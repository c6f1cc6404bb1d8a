package org.tosc.rt.ops;

import org.jspecify.annotations.Nullable;

/// Truth of values: only nil and `false` are falsy.
public final class Truth {
  private Truth() {}

  public static boolean of(@Nullable Object value) {
    return value instanceof Boolean b ? b : value != null;
  }
}
