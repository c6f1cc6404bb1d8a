package org.tosc.backends.snitch.code;

/// How the points of reductions come together.
///
/// @param op adds, or keeps the larger or smaller
/// @param initial what the first point is joined with
/// @param mayReassociate whether they may be joined in another order, although that rounds
///   otherwise
/// @param roundsOnce whether a product that is added is not rounded before
/// @param sharing whether neighbours share what they have in common
public record Fold(
    FloatOp op, Term initial, boolean mayReassociate, boolean roundsOnce, Sharing sharing) {
  /// How results that lie side by side are computed.
  public enum Sharing {
    /// Each by itself.
    NONE,
    /// Two at a time, of windows of three elements each: what both have in common is joined once
    /// ([Windows]).
    PAIRS
  }

  Fold beginningWith(Term other) {
    return new Fold(op, other, mayReassociate, roundsOnce, sharing);
  }

  /// The same from what changes nothing.
  Fold beginningNeutral() {
    double neutral =
        switch (op) {
          case ADD -> 0;
          case MAX -> Double.NEGATIVE_INFINITY;
          case MIN -> Double.POSITIVE_INFINITY;
          case SUB, MUL, FMA, MOVE, NEG, ABS, SUM, PACK, HALVES ->
              throw new IllegalStateException("no reduction with " + op);
        };
    return beginningWith(new Term.Literal(neutral));
  }

  Fold inPairs() {
    return new Fold(op, initial, mayReassociate, roundsOnce, Sharing.PAIRS);
  }

  /// Whether the order of joining does not show, or may.
  boolean isFree() {
    return mayReassociate || op == FloatOp.MAX || op == FloatOp.MIN;
  }

  /// Whether joining with what it begins with changes nothing (but for the sign of a zero).
  boolean startsNeutral() {
    return initial instanceof Term.Literal(double value)
        && switch (op) {
          case ADD -> value == 0;
          case MAX -> value == Double.NEGATIVE_INFINITY;
          case MIN -> value == Double.POSITIVE_INFINITY;
          case SUB, MUL, FMA, MOVE, NEG, ABS, SUM, PACK, HALVES -> false;
        };
  }
}
