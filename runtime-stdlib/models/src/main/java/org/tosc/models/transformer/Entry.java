package org.tosc.models.transformer;

import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;

/// What happens to rows of tokens before the first layer: BERT normalises them. Rows `[n, width]`
/// in and out.
final class Entry {
  private static final String NORM = "token_embd_norm";

  private Entry() {}

  /// The piece of a model; null where there is nothing to do.
  static @Nullable Piece of(Architecture architecture, Rows rows, Parameters weights) {
    Piece.Builder piece = new Piece.Builder("entry_" + rows, weights);
    if (!piece.has(NORM + ".weight")) {
      return null;
    }
    Value x = piece.g.input(Scalar.F32, rows.count(), architecture.width());
    return piece.finish(new Words(architecture, piece).norm(x, NORM));
  }
}
