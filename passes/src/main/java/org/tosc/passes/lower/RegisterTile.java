package org.tosc.passes.lower;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Value;

/// The innermost part of a product: `rows × vectors` sums, each in a register, over some terms.
///
/// @param columns that there are; fewer than the vectors hold at the right edge
/// @param leftAcross the step of the left operand from row to row
/// @param leftAlong from term to term
/// @param rightAlong the right operand's step from term to term; columns are neighbours
/// @param fromAcross the step from row to row of what sums go on from; -1 where they begin at 0
/// @param outAcross the result's step from row to row
/// @param maskRight whether the right operand, too, has only so many columns
record RegisterTile(
    int rows,
    int vectors,
    int columns,
    long leftAcross,
    long leftAlong,
    long rightAlong,
    long fromAcross,
    long outAcross,
    boolean maskRight) {

  /// The buffers' sizes.
  record Sizes(long left, long right, long from, long out) {}

  boolean begins() {
    return fromAcross < 0;
  }

  String name(Sizes sizes) {
    return "tile%dx%d%s.l%d_%d.r%d.f%d.o%d.%d_%d_%d_%d"
        .formatted(
            rows,
            columns,
            maskRight ? "m" : "",
            leftAcross,
            leftAlong,
            rightAlong,
            fromAcross,
            outAcross,
            sizes.left,
            sizes.right,
            sizes.from,
            sizes.out);
  }

  /// The function `(left, at, right, at, from, at, out, at, terms)`.
  Function write(Writer w, Sizes sizes) {
    Value left = w.buffer(sizes.left);
    Value leftAt = w.position();
    Value right = w.buffer(sizes.right);
    Value rightAt = w.position();
    Value from = w.buffer(sizes.from);
    Value fromAt = w.position();
    Value out = w.buffer(sizes.out);
    Value outAt = w.position();
    Value terms = w.position();
    List<@Nullable Value> masks = masks(w);
    List<Value> sums = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      for (int v = 0; v < vectors; v++) {
        Value at = w.plus(fromAt, i * fromAcross + (long) v * w.lanes());
        Value first = begins() ? w.splat(w.number(0)) : w.load(from, at, null);
        sums.add(w.slot(w.vector(), first));
      }
    }
    w.loop(w.whole(0), terms, 1, k -> round(w, left, leftAt, right, rightAt, k, sums, masks));
    for (int i = 0; i < rows; i++) {
      for (int v = 0; v < vectors; v++) {
        Value at = w.plus(outAt, i * outAcross + (long) v * w.lanes());
        w.store(out, w.get(sums.get(i * vectors + v)), at, masks.get(v));
      }
    }
    return w.finish(Attributes.NONE);
  }

  private List<@Nullable Value> masks(Writer w) {
    List<@Nullable Value> masks = new ArrayList<>();
    for (int v = 0; v < vectors; v++) {
      masks.add(w.first(columns - (long) v * w.lanes()));
    }
    return masks;
  }

  private void round(
      Writer w,
      Value left,
      Value leftAt,
      Value right,
      Value rightAt,
      Value k,
      List<Value> sums,
      List<@Nullable Value> masks) {
    Value rowOf = w.plus(leftAt, w.times(k, leftAlong));
    Value panel = w.plus(rightAt, w.times(k, rightAlong));
    List<Value> b = new ArrayList<>();
    for (int v = 0; v < vectors; v++) {
      b.add(w.load(right, w.plus(panel, (long) v * w.lanes()), maskRight ? masks.get(v) : null));
    }
    for (int i = 0; i < rows; i++) {
      Value a = w.splat(w.load(left, w.plus(rowOf, i * leftAcross)));
      for (int v = 0; v < vectors; v++) {
        Value sum = sums.get(i * vectors + v);
        w.set(sum, w.op(CoreOp.FMA, a, b.get(v), w.get(sum)));
      }
    }
  }
}
