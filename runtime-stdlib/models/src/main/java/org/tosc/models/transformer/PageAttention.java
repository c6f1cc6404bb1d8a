package org.tosc.models.transformer;

import java.lang.foreign.MemorySegment;
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
/// Takes queries `[heads, n, size]`, keys and values `[kvHeads, PAGE, size]`, the mask `[n, page]`,
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
  /// @param kvHeads heads of keys
  /// @param page positions of a page, or of its begin
  static Piece of(Architecture a, int rows, int kvHeads, int page, Scalar element) {
    Piece.Builder piece =
        new Piece.Builder("page_attention_" + rows + "_" + kvHeads + "_" + page, _ -> null);
    Graph g = piece.g;
    int n = rows;
    long[] heads = {kvHeads, (long) a.group() * n};
    Value q = g.input(Scalar.F32, heads[0], heads[1], a.headSize());
    long[] whole = {kvHeads, CacheShape.PAGE, a.headSize()};
    Value k = g.slice(g.input(element, whole), 1, 0, page);
    Value v = g.slice(g.input(element, whole), 1, 0, page);
    Value mask = g.input(Scalar.F32, n, page);
    Value m = g.input(Scalar.F32, heads[0], heads[1], 1);
    Value l = g.input(Scalar.F32, heads[0], heads[1], 1);
    Value o = g.input(Scalar.F32, heads[0], heads[1], a.headSize());
    Value scores = g.scale(g.matmul(q, g.turn(k)), a.attention().scale());
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
    Value out = g.add(g.mul(o, less), g.matmul(powers, v));
    return piece.finish(top, sum, out);
  }

  /// Writes the mask of some rows of a text: which positions of a page each sees.
  ///
  /// @param first the position of the first row
  /// @param length of the text
  static void mask(
      MemorySegment mask, Architecture a, int layer, int rows, int first, int length, int page) {
    for (int row = 0; row < rows; row++) {
      int last = a.isCausal() ? first + row : length - 1;
      int from = a.attention().first(layer, last);
      for (int i = 0; i < CacheShape.PAGE; i++) {
        int position = page * CacheShape.PAGE + i;
        boolean isSeen = position >= from && position <= last;
        Sums.set(mask, (long) row * CacheShape.PAGE + i, isSeen ? 0 : NOTHING);
      }
    }
  }
}
