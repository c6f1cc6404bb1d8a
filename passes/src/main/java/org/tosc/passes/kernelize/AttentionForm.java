package org.tosc.passes.kernelize;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.Value;

/// `tensor.attention` in simpler words: scores, the powers of what they are below the largest of
/// their row, the product of these with the values, and last the division by the powers' sum.
///
/// Heads that share keys become an axis of their own, of which the keys have 1. A query that may
/// see no key gives zeros: its largest score counts as a finite number, so that all powers are 0.
final class AttentionForm {
  private static final double LEAST = -Float.MAX_VALUE;
  private static final double SMALLEST = Float.MIN_NORMAL;

  private final Words w;
  private final Attributes attributes;
  private final boolean isPacked;
  private final Value queries;
  private final Value keys;
  private final Value values;
  private final @Nullable Value mask;
  private final int shared;

  private AttentionForm(Words w, List<Value> in, Attributes attributes) {
    this.w = w;
    this.attributes = attributes;
    this.isPacked = attributes.has("heads");
    int heads = Math.toIntExact(attributes.integer("heads", 1));
    int kvHeads = Math.toIntExact(attributes.integer("kv_heads", heads));
    Value q = isPacked ? unpacked(in.get(0), heads) : in.get(0);
    Value k = isPacked ? unpacked(in.get(1), kvHeads) : in.get(1);
    Value v = isPacked ? unpacked(in.get(2), kvHeads) : in.get(2);
    long groups = Math.max(heads(k), heads(v));
    this.shared = groups > 1 && heads(q) > groups ? Math.toIntExact(groups) : 0;
    this.queries = grouped(q);
    this.keys = grouped(k);
    this.values = grouped(v);
    this.mask = in.size() > 3 ? grouped(in.get(3)) : null;
  }

  static Value write(Words w, List<Value> in, Attributes attributes) {
    return new AttentionForm(w, in, attributes).write();
  }

  private Value write() {
    long size = Words.shape(queries).getLast();
    double scale = attributes.number("scale", 1 / Math.sqrt((double) size));
    Value scores = w.apply(TensorOp.MATMUL, queries, w.turn(keys));
    boolean isLate = mask == null && scale > 0;
    if (!isLate) {
      scores = w.mul(scores, w.number(scale, scores));
      scores = mask == null ? scores : w.add(scores, mask);
    }
    boolean isCausal = attributes.flag("causal", false);
    scores = isCausal ? causal(scores) : scores;
    Value top = w.top(scores, Words.shape(scores).size() - 1);
    if (mask != null || isCausal) {
      top = w.apply(TensorOp.MAX, top, w.number(LEAST, top));
    }
    Value below = w.sub(scores, top);
    Value powers = w.fallingExp(isLate ? w.mul(below, w.number(scale, below)) : below);
    Value sum = w.reduce(TensorOp.REDUCE_SUM, powers, Words.shape(powers).size() - 1);
    Value some = w.apply(TensorOp.MAX, sum, w.number(SMALLEST, sum));
    Value result = w.mul(w.apply(TensorOp.MATMUL, powers, values), w.reciprocal(some));
    return isPacked ? packed(result) : merged(result);
  }

  /// Key `j` is seen by queries from `j - (keys - queries)` on.
  private Value causal(Value scores) {
    List<Long> shape = Words.shape(scores);
    long n = shape.getLast();
    long m = shape.get(shape.size() - 2);
    Value column = iota(n, 0);
    Value row = w.reshape(iota(m, n - m), List.of(m, 1L));
    Value hidden = w.number(Double.NEGATIVE_INFINITY, scores);
    return w.apply(TensorOp.WHERE, w.apply(TensorOp.LE, column, row), scores, hidden);
  }

  private Value iota(long n, long start) {
    Attributes places =
        Attributes.of("n", Attribute.of(n))
            .with("start", Attribute.of((double) start))
            .with("dtype", new Attribute.OfType(Scalar.F32));
    return w.builder().op(TensorOp.IOTA, places, w.span(), List.of()).result();
  }

  private static long heads(Value x) {
    List<Long> shape = Words.shape(x);
    return shape.size() < 3 ? 1 : shape.get(shape.size() - 3);
  }

  /// `[…, m, heads·d]` as `[…, heads, m, d]`.
  private Value unpacked(Value x, long heads) {
    List<Long> shape = new ArrayList<>(Words.shape(x));
    int last = shape.size() - 1;
    shape.set(last, shape.get(last) / heads);
    shape.add(last, heads);
    return w.exchange(w.reshape(x, shape), last - 1, last);
  }

  /// `[…, heads, m, e]` as `[…, m, heads·e]`; heads may be two axes.
  private Value packed(Value x) {
    int heads = shared == 0 ? 1 : 2;
    int first = Words.shape(x).size() - 2 - heads;
    List<Long> perm = new ArrayList<>();
    for (int axis = 0; axis < first; axis++) {
      perm.add((long) axis);
    }
    perm.add((long) first + heads);
    for (int axis = 0; axis < heads; axis++) {
      perm.add((long) first + axis);
    }
    perm.add((long) first + heads + 1);
    Value turned = w.transpose(x, perm);
    List<Long> shape = new ArrayList<>(Words.shape(turned).subList(0, first + 1));
    shape.add(Words.shape(turned).stream().skip(first + 1).reduce(1L, Math::multiplyExact));
    return w.reshape(turned, shape);
  }

  /// Heads as `[…, shared keys, heads of each, m, d]`.
  private Value grouped(Value x) {
    List<Long> shape = new ArrayList<>(Words.shape(x));
    int head = shape.size() - 3;
    if (shared == 0 || head < 0) {
      return x;
    }
    long all = shape.get(head);
    shape.set(head, all == 1 ? 1L : (long) shared);
    shape.add(head + 1, all == 1 ? 1L : all / shared);
    return w.reshape(x, shape);
  }

  private Value merged(Value x) {
    List<Long> shape = new ArrayList<>(Words.shape(x));
    int head = shape.size() - 4;
    if (shared == 0) {
      return x;
    }
    shape.set(head, shape.get(head) * shape.remove(head + 1));
    return w.reshape(x, shape);
  }
}
