package org.tosc.models.transformer;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.models.graph.Graph;
import org.tosc.models.transformer.AttentionIn.Attended;
import org.tosc.models.transformer.Rows.Order;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.Value;

/// A model over a batch of whole texts of one length, as training computes it: nothing is cached,
/// and every piece can be differentiated.
///
/// ```text
/// ids ─► entry ─► x ─► layer 0 ─► x ─► … ─► x ─► loss of the next tokens
/// ```
///
/// The rows of all texts lie one behind the other: `n = texts · length`.
///
/// @param weights of numbers; blocks have no gradients
public record WholeTexts(Architecture architecture, Parameters weights, int texts, int length) {
  private static final String TOKENS = "token_embd";
  private static final String POSITIONS = "position_embd.weight";

  private int rows() {
    return Math.multiplyExact(texts, length);
  }

  /// Ids `[n]`, `i64`, to rows `[n, width]`.
  public Piece entry() {
    Piece.Builder piece = piece("entry", weights);
    Graph g = piece.g;
    Value ids = g.input(Scalar.I64, rows());
    Value x = g.embedding(piece.weight(TOKENS + ".weight"), ids);
    x = g.scale(x, architecture.embeddingScale());
    if (piece.has(POSITIONS)) {
      int width = architecture.width();
      Value apart = g.reshape(x, texts, length, width);
      Value places = g.firstRows(piece.weight(POSITIONS), length);
      x = g.reshape(g.add(apart, places), rows(), width);
    }
    return piece.finish(x);
  }

  /// Rows `[n, width]` to those after a layer. Takes the rows, with rotary positions their cosines
  /// and sines ([#writePairs]), and the layer's [#mask].
  public Piece layer(int number) {
    Piece.Builder piece = piece("layer", weights.layer(number));
    Graph g = piece.g;
    Rows order = new Rows(rows(), Order.OF_SEVERAL_TEXTS);
    AttentionIn in = new AttentionIn(architecture, order, piece);
    Value x = g.input(Scalar.F32, rows(), architecture.width());
    Value cosines = in.pairs();
    Value sines = in.pairs();
    Value mask = g.input(Scalar.F32, length, length);
    Value attended = attend(g, in.heads(x, cosines, sines), mask);
    return piece.finish(new AttentionOut(architecture, order, piece).after(x, attended));
  }

  /// `softmax(q · kᵀ · scale + mask) · v`, text by text and head by head.
  private Value attend(Graph g, Attended all, Value mask) {
    Architecture a = architecture;
    int group = a.group();
    int size = a.headSize();
    long kv = a.kvHeads();
    Value q = apart(g, all.queries(), a.heads());
    q = g.reshape(q, texts, kv, (long) group * length, size);
    Value k = apart(g, all.keys(), a.kvHeads());
    Value v = apart(g, all.values(), a.kvHeads());
    Value scores = g.scale(g.matmul(q, g.turn(k)), a.attention().scale());
    scores = g.softCap(scores, a.attention().cap());
    scores = g.add(g.reshape(scores, texts, kv, group, length, length), mask);
    Value shares = g.softmaxLast(scores);
    shares = g.reshape(shares, texts, kv, (long) group * length, length);
    Value out = g.reshape(g.matmul(shares, v), texts, a.heads(), length, size);
    return g.reshape(g.transpose(out, 0, 2, 1, 3), rows(), (long) a.heads() * size);
  }

  /// Rows of heads as `[texts, heads, length, size]`.
  private Value apart(Graph g, Value rows, int heads) {
    Value apart = g.reshape(rows, texts, length, heads, architecture.headSize());
    return g.transpose(apart, 0, 2, 1, 3);
  }

  /// Rows `[n, width]`, the tokens behind each, `[n]` and `i64`, and how much each counts, `[n,
  /// 1]`, to the mean of the nats that the model needs for the tokens times what they count, `[]`.
  public Piece loss() {
    Piece.Builder piece = piece("loss", weights);
    Graph g = piece.g;
    Value x = g.input(Scalar.F32, rows(), architecture.width());
    Value targets = g.input(Scalar.I64, rows());
    Value shares = g.input(Scalar.F32, rows(), 1);
    Value logits = Head.logits(architecture, piece, x);
    Value wanted = g.mul(g.oneHot(targets, architecture.vocabulary()), shares);
    return piece.finish(g.op(TensorOp.CE_LOSS, Attributes.NONE, logits, wanted));
  }

  private Piece.Builder piece(String name, Parameters own) {
    return new Piece.Builder(name + "_" + texts + "_" + length, own);
  }

  /// The shape of cosines and sines; null where there are none.
  public long @Nullable [] pairs() {
    Rotary rotary = architecture.rotary();
    return rotary == null ? null : rotary.pairs(rows());
  }

  /// Writes the cosines and sines of all rows' positions, each of shape [#pairs].
  public void writePairs(MemorySegment cosines, MemorySegment sines) {
    Rotary rotary = Objects.requireNonNull(architecture.rotary());
    for (int row = 0; row < rows(); row++) {
      rotary.write(row % length, cosines, sines, row);
    }
  }

  /// Which tokens a token sees in a layer, `[length, length]`: 0 where it sees one, and less than
  /// any score where not.
  public float[] mask(int layer) {
    float[] mask = new float[length * length];
    Arrays.fill(mask, PageAttention.NOTHING);
    for (int row = 0; row < length; row++) {
      int from = architecture.attention().first(layer, row);
      Arrays.fill(mask, row * length + from, row * length + row + 1, 0);
    }
    return mask;
  }
}
