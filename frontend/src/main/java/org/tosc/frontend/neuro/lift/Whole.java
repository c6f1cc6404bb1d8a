package org.tosc.frontend.neuro.lift;

/// How many elements an axis has over whole tensors.
public sealed interface Whole {
  /// As many as an axis of the view for a parameter.
  record OfParam(int param, int axis) implements Whole {}

  /// One: the axis was reduced.
  record One() implements Whole {}

  /// As many as asked for: the same number everywhere.
  record Any() implements Whole {}

  static Whole one() {
    return new One();
  }

  static Whole any() {
    return new Any();
  }
}
