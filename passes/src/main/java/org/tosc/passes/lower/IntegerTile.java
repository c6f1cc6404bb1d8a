package org.tosc.passes.lower;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;

/// The innermost part of a product of integers: `rows × vectors` sums of `i32`, each in a register,
/// over all terms.
///
/// @param width columns of a panel
/// @param words of four terms
/// @param end what becomes of the sums; null where they go to scratch, one row behind the other
record IntegerTile(int rows, int vectors, int width, long words, @Nullable TileEnd end) {
  String name() {
    String what = end == null ? ".aside" : "." + end.name();
    return "integers%dx%d.w%d.k%d%s".formatted(rows, vectors, width, words, what);
  }

  /// The function `(left, at, panel, at, row, column, buffers…)`; without an end `(left, at, panel,
  /// at, scratch)`.
  Function write(Writer w) {
    Value left = w.buffer(Scalar.I32);
    Value leftAt = w.position();
    Value panel = w.buffer(Scalar.I32);
    Value panelAt = w.position();
    TileEnd.Where where = end == null ? null : end.where(w, Inputs.parameters(w));
    Value scratch = end == null ? w.buffer() : null;
    List<Value> sums = new ArrayList<>();
    List<Value> first = row(w, panel, panelAt);
    for (int s = 0; s < rows * vectors; s++) {
      Value begin = first.get(s % vectors);
      sums.add(w.slot(begin.type(), begin));
    }
    Value terms = w.plus(panelAt, width);
    w.loop(
        words,
        k -> {
          List<Value> b = row(w, panel, w.plus(terms, w.times(k, width)));
          for (int i = 0; i < rows; i++) {
            Value a = w.wordsOf(w.loadWhole(left, w.plus(w.plus(leftAt, k), i * words)));
            for (int v = 0; v < vectors; v++) {
              Value sum = sums.get(i * vectors + v);
              w.set(sum, w.op(CoreOp.DOT4, w.get(sum), a, b.get(v)));
            }
          }
        });
    for (int v = 0; v < vectors; v++) {
      if (end != null && where != null) {
        int vector = v;
        Value mask = w.first(end.columns() - (long) v * w.lanes());
        end.rows(w, where, v, mask, i -> sum(w, sums, i, vector));
      } else if (scratch != null) {
        for (int i = 0; i < rows; i++) {
          Value at = w.whole((long) (i * vectors + v) * w.lanes());
          w.store(scratch, sum(w, sums, i, v), at, null);
        }
      }
    }
    int positions = 2 + (end == null ? 0 : end.positions());
    return w.finish(Parts.sample(Collections.nCopies(positions, 0L)));
  }

  private List<Value> row(Writer w, Value panel, Value at) {
    List<Value> b = new ArrayList<>();
    for (int v = 0; v < vectors; v++) {
      b.add(w.loadWords(panel, w.plus(at, (long) v * w.lanes())));
    }
    return b;
  }

  private Value sum(Writer w, List<Value> sums, int i, int v) {
    return w.floats(w.get(sums.get(i * vectors + v)));
  }
}
