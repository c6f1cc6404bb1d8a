package org.tosc.frontend.neuro.typed;

/// What is done with whole tiles and with views inside kernels, one row each; the operands of
/// [TExpr.Tiles] in the order given here.
public enum TileFn {
  /// (a, b) or (a, b, acc).
  DOT("dot"),
  /// (tile), `axis`.
  SUM("sum"),
  MAX("max"),
  MIN("min"),
  ARGMAX("argmax"),
  /// (tile), `axes` is the permutation.
  TRANSPOSE("transpose"),
  /// (tile): the type says the shape.
  RESHAPE("reshape"),
  TO_LAYOUT("to_layout"),
  /// (scalar): zeros, full.
  FULL("full"),
  /// (start).
  ARANGE("arange"),
  /// (view, coordinates…[, pad]); `padded` tells whether there is a pad.
  LOAD("load"),
  /// (view, tile, coordinates…).
  STORE("store"),
  /// (view, tile or scalar, coordinates…).
  ATOMIC_ADD("atomic_add"),
  /// `axis`.
  PROGRAM_ID("program_id"),
  NUM_PROGRAMS("num_programs"),
  BARRIER("barrier");

  private final String text;

  TileFn(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }
}
