package org.tosc.models.transformer;

import org.tosc.models.graph.Graph;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;

/// The second half of a layer: what was attended to, back into the rows, and the feed-forward
/// network.
///
/// Takes `x [n, width]`, the sums `[n, heads, size]` and the weights' sums `[n, heads, 1]` of
/// [PageAttention], or both with heads first ([Rows#headsFirst]). Gives the layer's `[n, width]`.
final class AttentionOut {
  private final Architecture architecture;
  private final Rows rows;
  private final Piece.Builder piece;
  private final Graph g;
  private final Words words;

  AttentionOut(Architecture architecture, Rows rows, Piece.Builder piece) {
    this.architecture = architecture;
    this.rows = rows;
    this.piece = piece;
    this.g = piece.g;
    this.words = new Words(architecture, piece);
  }

  static Piece of(Architecture architecture, Rows rows, Parameters weights) {
    Piece.Builder piece = new Piece.Builder("attention_out_" + rows, weights);
    return new AttentionOut(architecture, rows, piece).write();
  }

  private Piece write() {
    int n = rows.count();
    int heads = architecture.heads();
    int size = architecture.headSize();
    Value x = g.input(Scalar.F32, n, architecture.width());
    boolean headsFirst = rows.headsFirst();
    Value sums = g.input(Scalar.F32, headsFirst ? heads : n, headsFirst ? n : heads, size);
    Value all = g.input(Scalar.F32, headsFirst ? heads : n, headsFirst ? n : heads, 1);
    Value attended = g.div(sums, all);
    attended = headsFirst ? g.transpose(attended, 1, 0, 2) : attended;
    return piece.finish(after(x, g.reshape(attended, n, (long) heads * size)));
  }

  /// The layer's rows `[n, width]`.
  ///
  /// @param x the rows before it
  /// @param attended what was attended to, `[n, heads · size]`
  Value after(Value x, Value attended) {
    Value out = words.linear(attended, "attn_output");
    Value middle = g.add(x, words.normIfAny(out, "post_attention_norm"));
    if (architecture.normsAfter()) {
      Value normal = words.norm(middle, "attn_output_norm");
      return words.norm(g.add(normal, network(normal)), "layer_output_norm");
    }
    Value y = network(words.norm(middle, "ffn_norm"));
    return g.add(middle, words.normIfAny(y, "post_ffw_norm"));
  }

  /// The feed-forward network. Where one weight has both, the gate comes first (Phi-3).
  private Value network(Value h) {
    if (!architecture.isGated()) {
      return words.linear(words.activation(words.linear(h, "ffn_up")), "ffn_down");
    }
    Value gate;
    Value up;
    if (piece.has("ffn_gate.weight")) {
      gate = words.linear(h, "ffn_gate");
      up = words.linear(h, "ffn_up");
    } else {
      Value both = words.linear(h, "ffn_up");
      gate = g.sliceLast(both, 0, architecture.feedForward());
      up = g.sliceLast(both, architecture.feedForward(), 2L * architecture.feedForward());
    }
    return words.linear(g.mul(words.activation(gate), up), "ffn_down");
  }
}
