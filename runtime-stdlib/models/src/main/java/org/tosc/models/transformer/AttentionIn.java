package org.tosc.models.transformer;

import org.jspecify.annotations.Nullable;
import org.tosc.models.graph.Graph;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;

/// The first half of a layer: rows to queries, keys and values.
///
/// Takes `x [n, width]` and, with rotary positions, cosines and sines `[n, 1, pairs]`. Gives
/// queries `[n, heads, size]`, or `[heads, n, size]` ([Rows#headsFirst]), keys `[n, kvHeads,
/// size]`, and values `[n, kvHeads · size]`.
final class AttentionIn {
  private final Architecture architecture;
  private final Rows rows;
  private final Piece.Builder piece;
  private final Graph g;
  private final Words words;

  /// What attention takes.
  record Attended(Value queries, Value keys, Value values) {}

  AttentionIn(Architecture architecture, Rows rows, Piece.Builder piece) {
    this.architecture = architecture;
    this.rows = rows;
    this.piece = piece;
    this.g = piece.g;
    this.words = new Words(architecture, piece);
  }

  /// @param cached elements of keys and values
  static Piece of(Architecture architecture, Rows rows, Parameters weights, Scalar cached) {
    Piece.Builder piece = new Piece.Builder("attention_in_" + rows, weights);
    return new AttentionIn(architecture, rows, piece).write(cached);
  }

  private Piece write(Scalar cached) {
    Value x = g.input(Scalar.F32, rows.count(), architecture.width());
    Attended all = heads(x, pairs(), pairs());
    Value q = rows.headsFirst() ? g.transpose(all.queries(), 1, 0, 2) : all.queries();
    return piece.finish(q, g.cast(all.keys(), cached), g.cast(all.values(), cached));
  }

  /// Cosines or sines as an input; null where positions are not told by them.
  @Nullable Value pairs() {
    Rotary rotary = architecture.rotary();
    return rotary == null ? null : g.input(Scalar.F32, rotary.pairs(rows.count()));
  }

  /// Queries `[n, heads, size]`, keys `[n, kvHeads, size]` and values `[n, kvHeads · size]` of rows
  /// `[n, width]`.
  Attended heads(Value x, @Nullable Value cosines, @Nullable Value sines) {
    Value h = architecture.normsAfter() ? x : words.norm(x, "attn_norm");
    long queries = (long) architecture.heads() * architecture.headSize();
    long keys = (long) architecture.kvHeads() * architecture.headSize();
    Value q;
    Value k;
    Value v;
    if (piece.has("attn_qkv.weight")) {
      Value all = words.linear(h, "attn_qkv");
      q = g.sliceLast(all, 0, queries);
      k = g.sliceLast(all, queries, queries + keys);
      v = g.sliceLast(all, queries + keys, queries + 2 * keys);
    } else {
      q = words.linear(h, "attn_q");
      k = words.linear(h, "attn_k");
      v = words.linear(h, "attn_v");
    }
    q = placed(heads(q, architecture.heads(), "attn_q_norm"), cosines, sines);
    k = placed(heads(k, architecture.kvHeads(), "attn_k_norm"), cosines, sines);
    return new Attended(q, k, v);
  }

  private Value heads(Value x, int heads, String norm) {
    Value apart = g.reshape(x, rows.count(), heads, architecture.headSize());
    return words.normIfAny(apart, norm);
  }

  /// Turned by the position, where it is told that way.
  private Value placed(Value x, @Nullable Value cosines, @Nullable Value sines) {
    Rotary rotary = architecture.rotary();
    if (rotary == null || cosines == null || sines == null) {
      return x;
    }
    int size = architecture.headSize();
    int features = rotary.features();
    Value moving = features < size ? g.sliceLast(x, 0, features) : x;
    Value turned =
        rotary.pairsNeighbours()
            ? neighbours(moving, cosines, sines)
            : halves(moving, cosines, sines);
    return features < size ? g.concatLast(turned, g.sliceLast(x, features, size)) : turned;
  }

  private Value halves(Value x, Value cosines, Value sines) {
    long features = Graph.extent(x, 2);
    Value first = g.sliceLast(x, 0, features / 2);
    Value second = g.sliceLast(x, features / 2, features);
    return turned(first, second, cosines, sines);
  }

  private Value neighbours(Value x, Value cosines, Value sines) {
    long heads = Graph.extent(x, 1);
    long features = Graph.extent(x, 2);
    Value pairs = g.reshape(x, rows.count(), heads, features / 2, 2);
    Value first = g.sliceLast(pairs, 0, 1);
    Value second = g.sliceLast(pairs, 1, 2);
    Value turned = turned(first, second, cosines, sines);
    return g.reshape(turned, rows.count(), heads, features);
  }

  private Value turned(Value first, Value second, Value cosines, Value sines) {
    Value left = g.sub(g.mul(first, cosines), g.mul(second, sines));
    Value right = g.add(g.mul(second, cosines), g.mul(first, sines));
    return g.concatLast(left, right);
  }
}
