package org.tosc.passes.lower;

import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Value;

/// What one of several threads does of a phase: which rounds of a loop.
///
/// Earlier parts have a round more where rounds do not divide evenly. Results do not depend on how
/// many parts there are: rounds that are shared out never add to the same sum.
///
/// @param part which part, from 0 on
/// @param parts how many there are
record Share(Writer w, Value part, long parts) {
  /// One part that does all.
  static Share all(Writer w) {
    return new Share(w, w.whole(0), 1);
  }

  /// The same parts with the last first, so that those that have more of one loop have less of
  /// another.
  Share mirrored() {
    return new Share(w, w.minus(w.whole(parts - 1), part), parts);
  }

  /// The first index of a part in a grid of so many columns.
  Share row(long columns) {
    return new Share(w, quotient(part, columns), parts / columns);
  }

  /// The second one.
  Share column(long columns) {
    Value rows = w.times(quotient(part, columns), columns);
    return new Share(w, w.minus(part, rows), columns);
  }

  private Value quotient(Value a, long b) {
    return b == 1 ? a : w.position(CoreOp.QUOT, (x, y) -> x / y, a, w.whole(b));
  }

  /// The first of so many rounds.
  Value from(long rounds) {
    return begin(part, rounds);
  }

  /// Behind the last of so many rounds.
  Value to(long rounds) {
    return begin(w.plus(part, 1), rounds);
  }

  private Value begin(Value at, long rounds) {
    Value even = w.times(at, rounds / parts);
    long more = rounds % parts;
    return more == 0 ? even : w.plus(even, w.least(at, w.whole(more)));
  }
}
