package org.tosc.tir.ir;

/// Facts about an operation that passes and the verifier quantify over.
public enum Trait {
  /// No effect but its results: may be removed when unused, merged with an equal one, or moved.
  PURE("pure"),
  /// May raise a guest error; together with PURE it may be merged and, when unused, not removed.
  RAISES("raises"),
  /// Ends a region.
  TERMINATOR("terminator"),
  /// Operands may be exchanged.
  COMMUTATIVE("commutative");

  private final String text;

  Trait(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
