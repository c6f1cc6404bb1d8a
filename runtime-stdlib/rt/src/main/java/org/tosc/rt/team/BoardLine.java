package org.tosc.rt.team;

import org.jspecify.annotations.Nullable;

/// The fields of a [Board], which the JVM lays out behind those of the class above.
class BoardLine extends Line {
  long state;
  Team.@Nullable Work work;
}
