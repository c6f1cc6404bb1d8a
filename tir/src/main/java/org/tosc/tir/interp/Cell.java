package org.tosc.tir.interp;

import org.jspecify.annotations.Nullable;

/// A mutable variable: a slot of an activation, or a cell that closures share.
final class Cell {
  @Nullable Object value;

  Cell(@Nullable Object value) {
    this.value = value;
  }
}
