package org.tosc.models.transformer;

import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;

/// The end of a model: rows `[n, width]` to logits `[n, vocabulary]`.
final class Head {
  private Head() {}

  static Piece of(Architecture architecture, int rows, Parameters weights) {
    Piece.Builder piece = new Piece.Builder("head_" + rows, weights);
    Value x = piece.g.input(Scalar.F32, rows, architecture.width());
    return piece.finish(logits(architecture, piece, x));
  }

  /// The logits of rows.
  static Value logits(Architecture architecture, Piece.Builder piece, Value x) {
    Words words = new Words(architecture, piece);
    // Where a model has no weight of its own for logits, it is that of the tokens' rows.
    String output = piece.has("output.weight") ? "output" : "token_embd";
    Value logits = words.linear(words.norm(x, "output_norm"), output);
    return piece.g.softCap(logits, architecture.logitCap());
  }
}
