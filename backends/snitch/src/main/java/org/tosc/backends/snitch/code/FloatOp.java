package org.tosc.backends.snitch.code;

/// What one instruction of the FPU computes, whatever the format.
///
/// Distances are those of snitch.md rule 15: how many cycles after the instruction one that reads
/// its result can be issued.
public enum FloatOp {
  ADD(2, 4),
  SUB(2, 4),
  MUL(2, 4),
  /// `a · b + c`.
  FMA(3, 4),
  MIN(2, 2),
  MAX(2, 2),
  MOVE(1, 2),
  NEG(1, 2),
  ABS(1, 2),
  /// Adds the elements of a word to the lowest element of the result.
  SUM(1, 4),
  /// The lowest elements of two words as neighbours in one.
  PACK(1, 3),
  /// The lower half of the second number's bits as the upper half, that of the first as the lower.
  HALVES(2, 3);

  private final int arity;
  private final int distance;

  FloatOp(int arity, int distance) {
    this.arity = arity;
    this.distance = distance;
  }

  public int arity() {
    return arity;
  }

  public int distance() {
    return distance;
  }

  /// Whether reductions may be taken with it.
  boolean folds() {
    return switch (this) {
      case ADD, MIN, MAX -> true;
      case SUB, MUL, FMA, MOVE, NEG, ABS, SUM, PACK, HALVES -> false;
    };
  }
}
