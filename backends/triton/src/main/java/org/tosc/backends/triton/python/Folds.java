package org.tosc.backends.triton.python;

import org.tosc.backends.triton.block.Fold;

/// Reductions along an axis, which stays. For those that Triton has no function for, the file has
/// one that joins two elements.
final class Folds {
  /// The functions, in front of all kernels; only those that are used are written.
  record Joining(String name, String text) {}

  private static final Joining PRODUCT = joining("_product", "a * b");

  private static final Joining MOST =
      joining("_most", "tl.maximum(a, b, propagate_nan=tl.PropagateNan.ALL)");

  private static final Joining LEAST =
      joining("_least", "tl.minimum(a, b, propagate_nan=tl.PropagateNan.ALL)");

  private Folds() {}

  private static Joining joining(String name, String body) {
    return new Joining(name, "@triton.jit\ndef " + name + "(a, b):\n    return " + body + "\n");
  }

  static java.util.List<Joining> all() {
    return java.util.List.of(PRODUCT, MOST, LEAST);
  }

  static String call(Fold fold, String x, int axis) {
    return switch (fold) {
      case SUM -> "tl.sum(" + x + ", axis=" + axis + ", keep_dims=True)";
      case MOST_NUMBER -> "tl.max(" + x + ", axis=" + axis + ", keep_dims=True)";
      case PRODUCT -> call(PRODUCT, x, axis);
      case MOST -> call(MOST, x, axis);
      case LEAST -> call(LEAST, x, axis);
    };
  }

  private static String call(Joining by, String x, int axis) {
    return "tl.reduce(" + x + ", " + axis + ", " + by.name() + ", keep_dims=True)";
  }
}
