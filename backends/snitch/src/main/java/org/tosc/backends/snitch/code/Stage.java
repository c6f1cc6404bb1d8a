package org.tosc.backends.snitch.code;

import java.util.List;

/// One instruction of a body, for each of the points that are computed side by side.
///
/// @param target where the result goes
public record Stage(FloatOp op, Slot target, List<Slot> sources) {
  /// Where a number is.
  public sealed interface Slot {
    /// A register that each of the points has for itself.
    record Own(int number) implements Slot {}

    /// A register that all points read.
    record Shared(Term term) implements Slot {}

    /// The next word of the stream of a read.
    record Incoming(int access) implements Slot {}

    /// The next word of the stream that is written.
    record Outgoing() implements Slot {}
  }

  public Stage {
    sources = List.copyOf(sources);
  }

  static Stage of(FloatOp op, Slot target, Slot... sources) {
    return new Stage(op, target, List.of(sources));
  }

  /// How many instructions it is for a number of points.
  int size(int points) {
    return op == FloatOp.PACK ? points / 2 : points;
  }
}
