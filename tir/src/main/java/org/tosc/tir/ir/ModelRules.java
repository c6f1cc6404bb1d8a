package org.tosc.tir.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.tosc.tir.ir.TypeRule.Mismatch;
import org.tosc.tir.ir.TypeRule.Mismatch.Place;
import org.tosc.tir.ir.TypeRule.Mismatch.Rule;

/// Shape rules of the layers that models are made of.
final class ModelRules {
  private ModelRules() {}

  /// `layernorm` and `rmsnorm`: over the last axis, with vectors of its extent to scale and shift
  /// by.
  static Type norm(TensorCall call) throws Mismatch {
    call.requireRankAtLeast(0, 1, "a tensor");
    for (int i = 1; i < call.operands().size(); i++) {
      call.requireRank(i, 1, "a vector to scale or shift by");
      int last = call.x().rank() - 1;
      call.agree(0, last, i, 0, "axis " + last + " of the tensor and axis 0 of the vector");
    }
    return BroadcastRules.elementary(call);
  }

  /// Rotary positions of `[…, sequence, features]`: an even number of features.
  static Type rope(TensorCall call) throws Mismatch {
    call.requireRankAtLeast(0, 2, "a tensor");
    int last = call.x().rank() - 1;
    long features = Dims.known(call.x().shape().get(last));
    if (features >= 0 && features % 2 != 0) {
      throw call.fault(
          Rule.EXTENT,
          new Place(0, last),
          "turns pairs of features, but axis %d of shape %s has %d",
          last,
          call.x().shapeText(),
          features);
    }
    return BroadcastRules.elementary(call);
  }

  /// Queries `[…, m, heads·d]`, keys `[…, n, kv_heads·d]`, values `[…, n, kv_heads·e]`, and a mask
  /// that broadcasts to `[…, m, n]`; the result is `[…, m, heads·e]`.
  static Type attention(TensorCall call) throws Mismatch {
    for (int i = 0; i < 3; i++) {
      call.requireRankAtLeast(i, 2, List.of("queries", "keys", "values").get(i));
    }
    long heads = heads(call, "heads", 1);
    long groups = heads(call, "kv_heads", heads);
    if (heads % groups != 0) {
      throw call.fault(
          Rule.ATTRIBUTE,
          "needs heads to be a multiple of kv_heads, found %d and %d",
          heads,
          groups);
    }
    TensorType q = call.tensor(0);
    TensorType k = call.tensor(1);
    TensorType v = call.tensor(2);
    Dim d = perHead(call, 0, heads);
    Dim dk = perHead(call, 1, groups);
    if (Dims.agree(d, dk) == null) {
      throw call.fault(
          Rule.INNER,
          Stream.of(new Place(0, q.rank() - 1), new Place(1, k.rank() - 1)),
          "needs queries and keys of one size per head, found shapes %s and %s with %s and %s",
          q.shapeText(),
          k.shapeText(),
          d,
          dk);
    }
    call.agree(1, k.rank() - 2, 2, v.rank() - 2, "the numbers of keys and of values");
    return new TensorType(attended(call, heads, groups), element(call));
  }

  private static List<Dim> attended(TensorCall call, long heads, long groups) throws Mismatch {
    TensorType q = call.tensor(0);
    TensorType v = call.tensor(2);
    List<Dim> keys = BroadcastRules.broadcast(call, 0, batch(call, 0), 1, batch(call, 1));
    List<Dim> values = BroadcastRules.broadcast(call, 0, batch(call, 0), 2, batch(call, 2));
    List<Dim> out = new ArrayList<>(keys.size() >= values.size() ? keys : values);
    for (int i = 0; i < Math.min(keys.size(), values.size()); i++) {
      int at = out.size() - 1 - i;
      Dim both = Dims.broadcast(keys.get(keys.size() - 1 - i), values.get(values.size() - 1 - i));
      out.set(at, both == null ? Dim.unknown() : both);
    }
    if (call.has(3)) {
      requireMask(call);
    }
    out.add(q.shape().get(q.rank() - 2));
    Dim e = perHead(call, 2, groups);
    boolean same = heads == groups;
    out.add(
        same
            ? v.shape().getLast()
            : e instanceof Dim.Known known ? Dim.of(heads * known.size()) : Dim.unknown());
    return out;
  }

  private static void requireMask(TensorCall call) throws Mismatch {
    TensorType mask = call.tensor(3);
    Dim m = call.x().shape().get(call.x().rank() - 2);
    TensorType k = call.tensor(1);
    Dim n = k.shape().get(k.rank() - 2);
    List<Dim> tail = List.of(m, n);
    for (int i = 1; i <= Math.min(2, mask.rank()); i++) {
      Dim own = mask.shape().get(mask.rank() - i);
      if (!Dims.isOne(own) && Dims.agree(own, tail.get(2 - i)) == null) {
        throw call.fault(
            Rule.BROADCAST,
            new Place(3, mask.rank() - i),
            "needs a mask of %s queries by %s keys, found shape %s",
            m,
            n,
            mask.shapeText());
      }
    }
  }

  private static List<Dim> batch(TensorCall call, int operand) {
    List<Dim> shape = call.tensor(operand).shape();
    return shape.subList(0, shape.size() - 2);
  }

  private static long heads(TensorCall call, String name, long otherwise) throws Mismatch {
    long heads = call.attributes().integer(name, otherwise);
    if (heads < 1) {
      throw call.fault(Rule.ATTRIBUTE, "needs at least 1 as `%s`, found %d", name, heads);
    }
    return heads;
  }

  private static Dim perHead(TensorCall call, int operand, long heads) throws Mismatch {
    Dim all = call.tensor(operand).shape().getLast();
    if (!(all instanceof Dim.Known(long size, Origin _)) || heads == 1) {
      return heads == 1 ? all : Dim.unknown();
    }
    if (size % heads != 0) {
      throw call.fault(
          Rule.EXTENT,
          new Place(operand, call.tensor(operand).rank() - 1),
          "cannot split the %d features of shape %s into %d heads",
          size,
          call.tensor(operand).shapeText(),
          heads);
    }
    return Dim.of(size / heads);
  }

  private static Scalar element(TensorCall call) {
    Scalar queries = Promotion.of(call.tensor(0).element(), call.tensor(1).element());
    return Promotion.toFloat(Promotion.of(queries, call.tensor(2).element()));
  }

  /// Scores and weighted sum: 4·m·n·d per head and row.
  static double attentionFlops(TensorCall call, List<Type> results) {
    TensorType k = call.tensor(1);
    double n = Cost.size(k.shape().get(k.rank() - 2));
    return 2 * n * (Cost.elements(call.x()) + Cost.elements(results.getFirst()));
  }

  static Type dropout(TensorCall call) throws Mismatch {
    double p = call.attributes().number("p", 0.5);
    if (!(p >= 0 && p < 1)) {
      throw call.fault(Rule.ATTRIBUTE, "needs a probability p with 0 ≤ p < 1, found %s", p);
    }
    return BroadcastRules.elementary(call);
  }

  static Type collective(TensorCall call) throws Mismatch {
    String kind = call.attributes().string("kind");
    if (!List.of("all_reduce", "broadcast").contains(kind)) {
      throw call.fault(Rule.ATTRIBUTE, "knows the kinds all_reduce and broadcast, found %s", kind);
    }
    return call.x();
  }
}
