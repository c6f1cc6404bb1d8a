package org.tosc.passes.bounds;

import java.util.List;

/// What is known of a value.
sealed interface Known {
  Known NOTHING = new Nothing();

  /// An integer, as a mathematical number: of `u64` too.
  record Whole(Linear value) implements Known {}

  record Truth(Formula formula) implements Known {}

  /// A buffer.
  record Memory(List<Linear> extents) implements Known {
    public Memory {
      extents = List.copyOf(extents);
    }
  }

  /// A tuple.
  record Several(List<Known> items) implements Known {
    public Several {
      items = List.copyOf(items);
    }
  }

  record Nothing() implements Known {}
}
