package org.tosc.rt.value;

import org.jspecify.annotations.Nullable;

/// An index with several parts, such as that of `t[i, :, nil]`: integers, [SliceValue]s, lists of
/// integers, and nil for a new axis of size 1. Guest code cannot hold one.
public final class IndexValue {
  private final @Nullable Object[] parts;

  public IndexValue(@Nullable Object... parts) {
    this.parts = parts;
  }

  public @Nullable Object[] parts() {
    return parts;
  }
}
