package org.tosc.rt.value;

import org.jspecify.annotations.Nullable;

/// One part `start:end:step` of an index with several parts, such as `t[:, 1:3]`; nil where a bound
/// is left out. Guest code cannot hold one.
public record SliceValue(@Nullable Object start, @Nullable Object end, @Nullable Object step) {
  /// A whole axis, `:`.
  public static final SliceValue ALL = new SliceValue(null, null, null);

  /// The part `...`: as many whole axes as the other parts leave over.
  public static final SliceValue REST = new SliceValue(Missing.VALUE, null, null);
}
