package org.tosc.rt.value;

import org.jspecify.annotations.Nullable;

/// A captured variable that may be assigned, of guest type `any`.
public final class ObjectCell {
  public @Nullable Object value;

  public ObjectCell(@Nullable Object value) {
    this.value = value;
  }
}
