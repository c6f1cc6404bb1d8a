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
/// Where sums come from and go to is told when it is called, with the step from row to row: the
/// first terms of all go on from one row of zeros (step 0), the last go to the result. So one
/// function, which is compiled once, does for all of them.
///
/// @param columns that there are; fewer than the vectors hold at the right edge
/// @param leftAcross the step of the left operand from row to row
/// @param leftAlong from term to term
/// @param rightAlong the right operand's step from term to term; columns are neighbours
/// @param maskRight whether the right operand, too, has only so many columns
/// @param round how the operands go on after the terms of one round
record RegisterTile(
    int rows,
    int vectors,
    int columns,
    long leftAcross,
    long leftAlong,
    long rightAlong,
    boolean maskRight,
    Round round) {
  /// The steps of both operands from one round of terms to the next.
  record Round(long left, long right) {
    /// There is one round only.
    static final Round ONE = new Round(0, 0);
  }

  String name() {
    String rounds = round.equals(Round.ONE) ? "" : ".o%d_%d".formatted(round.left, round.right);
    return "tile%dx%d%s.l%d_%d.r%d%s"
        .formatted(rows, columns, maskRight ? "m" : "", leftAcross, leftAlong, rightAlong, rounds);
  }

  /// The function `(left, at, right, at, from, at, across, out, at, across, terms[, rounds])`.
  Function write(Writer w) {
    Value left = w.buffer();
    Value leftAt = w.position();
    Value right = w.buffer();
    Value rightAt = w.position();
    Value from = w.buffer();
    List<Value> fromAt = rowsFrom(w, w.position(), w.position());
    Value out = w.buffer();
    List<Value> outAt = rowsFrom(w, w.position(), w.position());
    Value terms = w.position();
    List<@Nullable Value> masks = masks(w);
    List<Value> sums = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      for (int v = 0; v < vectors; v++) {
        Value at = w.plus(fromAt.get(i), (long) v * w.lanes());
        sums.add(w.slot(w.vector(), w.load(from, at, null)));
      }
    }
    if (round.equals(Round.ONE)) {
      w.loop(w.whole(0), terms, 1, k -> term(w, left, leftAt, right, rightAt, k, sums, masks));
    } else {
      w.loop(
          w.whole(0),
          w.position(),
          1,
          o -> {
            Value l = w.plus(leftAt, w.times(o, round.left));
            Value r = w.plus(rightAt, w.times(o, round.right));
            w.loop(w.whole(0), terms, 1, k -> term(w, left, l, right, r, k, sums, masks));
          });
    }
    for (int i = 0; i < rows; i++) {
      for (int v = 0; v < vectors; v++) {
        Value at = w.plus(outAt.get(i), (long) v * w.lanes());
        w.store(out, w.get(sums.get(i * vectors + v)), at, masks.get(v));
      }
    }
    return w.finish(sample());
  }

  private Attributes sample() {
    return round.equals(Round.ONE)
        ? Parts.sample(0, 0, 0, 0, 0, 0, 1)
        : Parts.sample(0, 0, 0, 0, 0, 0, 1, 1);
  }

  /// Where rows begin.
  private List<Value> rowsFrom(Writer w, Value first, Value across) {
    List<Value> all = new ArrayList<>(List.of(first));
    while (all.size() < rows) {
      all.add(w.plus(all.getLast(), across));
    }
    return all;
  }

  private List<@Nullable Value> masks(Writer w) {
    List<@Nullable Value> masks = new ArrayList<>();
    for (int v = 0; v < vectors; v++) {
      masks.add(w.first(columns - (long) v * w.lanes()));
    }
    return masks;
  }

  private void term(
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
