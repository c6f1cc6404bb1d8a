package org.tosc.passes.specialise;

import java.util.Deque;
import java.util.List;
import org.tosc.tir.ir.Value;

/// What a value of a part is in the version that is made.
public sealed interface Held {
  /// A value of the version: a tensor, a number, a constant.
  record Plain(Value value) implements Held {}

  /// A list that is known while the version is made, as it is at the moment.
  record Items(List<Held> items) implements Held {}

  /// What is left of the items that a loop goes through.
  record Turns(Deque<Held> left, List<Held> from, int size) implements Held {
    /// Whether the list is the one that the loop began with.
    boolean isSame() {
      return from.size() == size;
    }
  }
}
