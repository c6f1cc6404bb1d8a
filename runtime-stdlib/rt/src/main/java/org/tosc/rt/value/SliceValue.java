package org.tosc.rt.value;

import org.jspecify.annotations.Nullable;

/// One part `start:end:step` of an index with several parts, such as `t[:, 1:3]`; nil where a part
/// is left out. Guest code cannot hold one.
public record SliceValue(@Nullable Object start, @Nullable Object end, @Nullable Object step) {}
