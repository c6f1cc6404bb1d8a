package org.tosc.tir.ir;

import java.util.ArrayList;
import java.util.List;

/// The derivative of attention, with the weights computed again.
final class AttentionGradients<V> {
  private final GradientContext<V> g;
  private final boolean isPacked;
  private final long heads;
  private final long kvHeads;

  private AttentionGradients(GradientContext<V> g) {
    this.g = g;
    this.isPacked = g.attributes().has("heads");
    this.heads = g.attributes().integer("heads", 1);
    this.kvHeads = g.attributes().integer("kv_heads", heads);
  }

  static <V> void attention(GradientContext<V> g) {
    new AttentionGradients<>(g).pull();
  }

  /// With S = Q·Kᵀ·scale + mask, P = softmax(S), Y = P·V: `dV = Pᵀ·dY`, `dP = dY·Vᵀ`, `dS = P·(dP -
  /// Σ P·dP)`, `dQ = dS·K·scale`, `dK = dSᵀ·Q·scale`, `dmask = dS`.
  private void pull() {
    V q = unpacked(g.operand(0), heads);
    V k = unpacked(g.operand(1), kvHeads);
    V v = unpacked(g.operand(2), kvHeads);
    V dy = unpacked(g.adjoint(), heads);
    long group = group(q, k, v);
    V keys = repeated(k, group);
    V values = repeated(v, group);
    double size = g.extent(q, g.rank(q) - 1);
    double scale = g.attributes().number("scale", 1 / Math.sqrt(size));
    V weights = weights(g.scale(scale, g.matmul(q, g.turn(keys))));
    V dWeights = g.mul(weights, g.matmul(dy, g.turn(values)));
    V dScores = g.sub(dWeights, g.mul(weights, g.sumKept(dWeights, List.of(g.rank(weights) - 1))));
    g.give(0, packed(g.scale(scale, g.matmul(dScores, keys)), q, 1));
    g.give(1, packed(g.scale(scale, g.matmul(g.turn(dScores), q)), k, group));
    g.give(2, packed(g.matmul(g.turn(weights), dy), v, group));
    g.give(3, dScores);
  }

  /// `[…, m, heads·d]` as `[…, heads, m, d]`.
  private V unpacked(V a, long count) {
    if (!isPacked) {
      return a;
    }
    List<Long> shape = new ArrayList<>(g.shape(a));
    long last = shape.removeLast();
    shape.add(count);
    shape.add(last / count);
    return g.exchange(g.reshape(a, shape), shape.size() - 3, shape.size() - 2);
  }

  /// How many query heads read each key head.
  private long group(V q, V k, V v) {
    int rank = g.rank(q);
    if (rank < 3 || (g.rank(k) < 3 && g.rank(v) < 3)) {
      return 1;
    }
    long own = Math.max(headsOf(k), headsOf(v));
    return own > 1 ? headsOf(q) / own : 1;
  }

  private long headsOf(V a) {
    return g.rank(a) < 3 ? 1 : g.extent(a, g.rank(a) - 3);
  }

  /// Each head `group` times in a row.
  private V repeated(V a, long group) {
    if (group == 1 || headsOf(a) == 1) {
      return a;
    }
    List<Long> shape = new ArrayList<>(g.shape(a));
    int head = shape.size() - 3;
    V lifted = g.expand(a, head + 1);
    shape.add(head + 1, group);
    V wide = g.broadcast(lifted, shape);
    shape.remove(head + 1);
    shape.set(head, shape.get(head) * group);
    return g.reshape(wide, shape);
  }

  /// The softmax of the scores under the masks; zeros where nothing is to be seen.
  private V weights(V scores) {
    V masked = scores;
    if (g.has(3)) {
      masked =
          g.element(g.operand(3)) == Scalar.I1
              ? g.where(g.operand(3), scores, Double.NEGATIVE_INFINITY)
              : g.add(scores, g.operand(3));
    }
    if (g.attributes().flag("causal", false)) {
      masked = g.where(seen(scores), masked, Double.NEGATIVE_INFINITY);
    }
    V weights = g.apply(TensorOp.SOFTMAX, masked);
    return g.where(g.apply(TensorOp.EQ, weights, weights), weights, 0);
  }

  /// Ones where query i may see key j ≤ i + n - m.
  private V seen(V scores) {
    List<Long> shape = g.shape(scores).subList(g.rank(scores) - 2, g.rank(scores));
    Attributes diagonal = Attributes.of("k", Attribute.of(shape.get(1) - shape.get(0)));
    V ones = g.apply(TensorOp.TRIL, diagonal, g.full(shape, 1, g.element(scores)));
    return g.apply(TensorOp.NE, ones, g.number(0, ones));
  }

  /// Summed over the heads that shared it, in the operand's form.
  private V packed(V gradient, V operand, long group) {
    V own = gradient;
    if (group > 1 && headsOf(operand) > 1) {
      List<Long> shape = new ArrayList<>(g.shape(gradient));
      int head = shape.size() - 3;
      shape.set(head, shape.get(head) / group);
      shape.add(head + 1, group);
      own = g.sum(g.reshape(gradient, shape), List.of(head + 1));
    }
    if (!isPacked) {
      return own;
    }
    V fitted = g.sumLike(own, operand);
    V rows = g.exchange(fitted, g.rank(fitted) - 3, g.rank(fitted) - 2);
    List<Long> shape = new ArrayList<>(g.shape(rows));
    long features = shape.removeLast();
    shape.add(shape.removeLast() * features);
    return g.reshape(rows, shape);
  }
}
