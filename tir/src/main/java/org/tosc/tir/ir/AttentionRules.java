package org.tosc.tir.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.tosc.tir.ir.TypeRule.Mismatch;
import org.tosc.tir.ir.TypeRule.Mismatch.Place;
import org.tosc.tir.ir.TypeRule.Mismatch.Rule;

/// The shape rule of attention.
///
/// Queries `[…, m, d]`, keys `[…, n, d]`, values `[…, n, e]`, and a mask that broadcasts to `[…, m,
/// n]`, give `[…, m, e]`. Leading axes broadcast; along the last of them there may be a multiple of
/// the keys' heads in queries. With `heads`, the heads are packed in the last axes instead: `[…, m,
/// heads·d]`, `[…, n, kv_heads·d]`, `[…, n, kv_heads·e]` give `[…, m, heads·e]`.
final class AttentionRules {
  private AttentionRules() {}

  static Type attention(TensorCall call) throws Mismatch {
    for (int i = 0; i < 3; i++) {
      call.requireRankAtLeast(i, 2, List.of("queries", "keys", "values").get(i));
      call.requireFloat(i);
    }
    boolean isPacked = call.attributes().has("heads");
    long heads = heads(call, "heads", 1);
    long kvHeads = heads(call, "kv_heads", heads);
    if (heads % kvHeads != 0) {
      throw call.fault(
          Rule.ATTRIBUTE,
          "needs heads to be a multiple of kv_heads, found %d and %d",
          heads,
          kvHeads);
    }
    List<Dim> q = isPacked ? unpacked(call, 0, heads) : call.tensor(0).shape();
    List<Dim> k = isPacked ? unpacked(call, 1, kvHeads) : call.tensor(1).shape();
    List<Dim> v = isPacked ? unpacked(call, 2, kvHeads) : call.tensor(2).shape();
    requireSizes(call, q, k);
    List<Dim> out = new ArrayList<>(leading(call, q, k, v));
    requireMask(call, out, q.get(q.size() - 2), k.get(k.size() - 2));
    out.add(q.get(q.size() - 2));
    out.add(v.getLast());
    return new TensorType(isPacked ? packed(call, out, heads == kvHeads) : out, element(call));
  }

  private static long heads(TensorCall call, String name, long otherwise) throws Mismatch {
    long heads = call.attributes().integer(name, otherwise);
    if (heads < 1) {
      throw call.fault(Rule.ATTRIBUTE, "needs at least 1 as `%s`, found %d", name, heads);
    }
    return heads;
  }

  /// `[…, m, heads·d]` as `[…, heads, m, d]`.
  private static List<Dim> unpacked(TensorCall call, int operand, long heads) throws Mismatch {
    List<Dim> out = new ArrayList<>(call.tensor(operand).shape());
    int last = out.size() - 1;
    if (heads > 1 && out.get(last) instanceof Dim.Known(long size, Origin _)) {
      if (size % heads != 0) {
        throw call.fault(
            Rule.EXTENT,
            new Place(operand, last),
            "cannot split axis %d of shape %s into %d heads",
            last,
            call.tensor(operand).shapeText(),
            heads);
      }
      out.set(last, Dim.of(size / heads));
    } else if (heads > 1) {
      out.set(last, Dim.unknown());
    }
    out.add(last - 1, Dim.of(heads));
    return out;
  }

  /// `[…, heads, m, e]` as `[…, m, heads·e]`.
  private static List<Dim> packed(TensorCall call, List<Dim> out, boolean asManyAsValues) {
    List<Dim> merged = new ArrayList<>(out);
    Dim e = merged.removeLast();
    Dim m = merged.removeLast();
    Dim heads = merged.removeLast();
    merged.add(m);
    boolean isKnown = e instanceof Dim.Known && heads instanceof Dim.Known;
    merged.add(
        asManyAsValues
            ? call.tensor(2).shape().getLast()
            : isKnown ? Dim.of(Dims.known(e) * Dims.known(heads)) : Dim.unknown());
    return merged;
  }

  private static void requireSizes(TensorCall call, List<Dim> q, List<Dim> k) throws Mismatch {
    TensorType queries = call.tensor(0);
    TensorType keys = call.tensor(1);
    if (Dims.agree(q.getLast(), k.getLast()) == null) {
      throw call.fault(
          Rule.INNER,
          Stream.of(new Place(0, queries.rank() - 1), new Place(1, keys.rank() - 1)),
          "needs queries and keys of one size per head, found shapes %s and %s:"
              + " axis %d of the queries and axis %d of the keys give %s and %s",
          queries.shapeText(),
          keys.shapeText(),
          queries.rank() - 1,
          keys.rank() - 1,
          q.getLast(),
          k.getLast());
    }
    int many = keys.rank() - 2;
    int values = call.tensor(2).rank() - 2;
    call.agree(
        1, many, 2, values, "axis " + many + " of the keys and axis " + values + " of the values");
  }

  private static List<Dim> leading(TensorCall call, List<Dim> q, List<Dim> k, List<Dim> v)
      throws Mismatch {
    List<Dim> heads = q.subList(0, q.size() - 2);
    List<Dim> keys = k.subList(0, k.size() - 2);
    List<Dim> values = v.subList(0, v.size() - 2);
    List<Dim> both = BroadcastRules.broadcast(call, 1, keys, 2, values);
    if (!heads.isEmpty() && !both.isEmpty() && isGrouped(heads.getLast(), both.getLast())) {
      both = Dims.with(both, both.size() - 1, heads.getLast());
    }
    return BroadcastRules.broadcast(call, 0, heads, 1, both);
  }

  private static boolean isGrouped(Dim heads, Dim kvHeads) {
    return heads instanceof Dim.Known(long h, Origin _)
        && kvHeads instanceof Dim.Known(long kv, Origin _)
        && kv > 0
        && h % kv == 0;
  }

  private static void requireMask(TensorCall call, List<Dim> leading, Dim m, Dim n)
      throws Mismatch {
    if (!call.has(3)) {
      return;
    }
    List<Dim> scores = new ArrayList<>(leading);
    scores.add(m);
    scores.add(n);
    List<Dim> mask = call.tensor(3).shape();
    int shift = scores.size() - mask.size();
    if (shift < 0) {
      throw call.fault(
          Rule.RANK,
          new Place(3, -1),
          "cannot broadcast a mask of shape %s to the scores, whose shape is %s",
          call.tensor(3).shapeText(),
          new TensorType(scores, Scalar.F32).shapeText());
    }
    for (int i = 0; i < mask.size(); i++) {
      boolean fits =
          Dims.isOne(mask.get(i)) || Dims.agree(mask.get(i), scores.get(shift + i)) != null;
      if (!fits) {
        throw call.fault(
            Rule.BROADCAST,
            Stream.of(new Place(3, i), score(call, scores.size() - shift - i)),
            "cannot broadcast a mask of shape %s to the scores, whose shape is %s:"
                + " axis %d of the mask (%s) and axis %d of the scores (%s) differ",
            call.tensor(3).shapeText(),
            new TensorType(scores, Scalar.F32).shapeText(),
            i,
            mask.get(i),
            shift + i,
            scores.get(shift + i));
      }
    }
  }

  /// Where an axis of the scores, counted from the last, has its size from.
  private static Place score(TensorCall call, int fromLast) {
    return switch (fromLast) {
      case 1 -> new Place(1, call.tensor(1).rank() - 2);
      case 2 -> new Place(0, call.tensor(0).rank() - 2);
      default -> new Place(0, -1);
    };
  }

  private static Scalar element(TensorCall call) {
    Scalar queries = Promotion.of(call.tensor(0).element(), call.tensor(1).element());
    return Promotion.toFloat(Promotion.of(queries, call.tensor(2).element()));
  }

  /// Scores and weighted sum: 2·n for each element of the queries and of the result.
  static double flops(TensorCall call, List<Type> results) {
    TensorType k = call.tensor(1);
    double n = Cost.size(k.shape().get(k.rank() - 2));
    return 2 * n * (Cost.elements(call.x()) + Cost.elements(results.getFirst()));
  }
}
