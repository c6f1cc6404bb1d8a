package org.tosc.models.transformer;

import org.tosc.models.graph.Graph;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.Value;

/// Attention to one page of the cache, after those before it: softmax as it goes along (Milakov and
/// Gimelshein, "Online normalizer calculation for softmax", 2018).
///
/// ```text
/// s  = q · kᵀ · scale + mask          m' = max(m, max s)        p = exp(s - m')
/// l' = l · exp(m - m') + Σ p          o' = o · exp(m - m') + p · v
/// ```
///
/// Takes queries `[heads, n, size]`, keys and values `[page, kvHeads, size]`, the mask `[n, page]`,
/// and `m`, `l` `[heads, n, 1]` and `o` `[heads, n, size]`; gives the next `m`, `l` and `o`. The
/// result of attention is `o / l`. `m` begins with [#NOTHING], `l` and `o` with 0.
///
/// The mask has 0 where a token is seen and [#NOTHING] where not. That is finite: where a row sees
/// nothing of the first pages, what they gave is multiplied by `exp(NOTHING - m') = 0` as soon as
/// it sees something, and each row sees itself.
final class PageAttention {
  /// Less than any score.
  static final float NOTHING = -1e30f;

  private PageAttention() {}

  /// @param rows of one text
  /// @param page positions of a page, or of its begin
  static Piece of(Architecture a, int rows, int page) {
    Piece.Builder piece = new Piece.Builder("page_attention_" + rows + "_" + page, _ -> null);
    Graph g = piece.g;
    int n = rows;
    long[] heads = {a.kvHeads(), (long) a.group() * n};
    Value q = g.input(Scalar.F32, heads[0], heads[1], a.headSize());
    Value k = g.input(Scalar.F32, page, heads[0], a.headSize());
    Value v = g.input(Scalar.F32, page, heads[0], a.headSize());
    Value mask = g.input(Scalar.F32, n, page);
    Value m = g.input(Scalar.F32, heads[0], heads[1], 1);
    Value l = g.input(Scalar.F32, heads[0], heads[1], 1);
    Value o = g.input(Scalar.F32, heads[0], heads[1], a.headSize());
    Value scores = g.scale(g.matmul(q, g.transpose(k, 1, 2, 0)), a.attention().scale());
    scores = g.softCap(scores, a.attention().cap());
    if (n == 1) {
      scores = g.add(scores, mask);
    } else {
      Value apart = g.reshape(scores, heads[0], a.group(), n, page);
      scores = g.reshape(g.add(apart, mask), heads[0], heads[1], page);
    }
    Value top = g.max(m, g.reduceLast(TensorOp.REDUCE_MAX, scores));
    Value powers = g.unary(TensorOp.EXP, g.sub(scores, top));
    Value less = g.unary(TensorOp.EXP, g.sub(m, top));
    Value sum = g.add(g.mul(l, less), g.reduceLast(TensorOp.REDUCE_SUM, powers));
    Value out = g.add(g.mul(o, less), g.matmul(powers, g.transpose(v, 1, 0, 2)));
    return piece.finish(top, sum, out);
  }
}
