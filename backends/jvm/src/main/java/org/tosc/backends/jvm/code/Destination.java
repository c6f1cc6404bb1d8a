package org.tosc.backends.jvm.code;

import java.util.List;
import org.tosc.tir.ir.Value;

/// What becomes of the values that a region yields.
sealed interface Destination {
  /// They are stored where these results live.
  record Stored(List<Value> results) implements Destination {}

  /// The only one stays on the operand stack.
  record Stack() implements Destination {}

  /// The only one, an i1, decides: control goes to the target if it is `when`, else falls through.
  record Branch(Target target, boolean when) implements Destination {}

  Destination NOTHING = new Stored(List.of());
}
