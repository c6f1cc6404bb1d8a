package org.tosc.passes.lower;

import java.util.List;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;

/// Writes copies of rows of an operand, as `f32` and one behind the other: of elements in fewer
/// bits, for what reads them several times or one by one, and of rows that lie far apart.
///
/// @param across the step from row to row of the operand
/// @param terms of a row, side by side
record Widened(int rows, long across, long terms, Scalar element) {
  /// Copies rows.
  ///
  /// @param operand a buffer of the kernel; rows of blocks begin where a block does
  /// @param from where the first row begins in it
  /// @param to where they go
  void write(Parts parts, Value operand, Value from, Value to) {
    Writer w = parts.writer();
    w.call(
        parts.part(name(), this::function),
        List.of(parts.buffer(operand), from, parts.here(to), w.whole(whole(w))));
  }

  private String name() {
    return "wide%d.r%dx%d%s".formatted(rows, across, terms, Writer.suffix(element));
  }

  private long whole(Writer w) {
    return terms / w.unit(element) * w.unit(element);
  }

  /// The function `(operand, at, copy, terms)`, which is told how many are in whole rounds.
  private Function function(Writer w) {
    Value from = w.buffer(element);
    Value at = w.position();
    Value to = w.buffer();
    Value whole = w.position();
    w.loop(
        rows,
        i -> {
          Value read = w.moved(at, i, across);
          Value write = w.times(i, terms);
          w.loop(
              w.whole(0),
              whole,
              w.unit(element),
              k -> copy(w, from, w.plus(read, k), to, w.plus(write, k)));
          for (long k = whole(w); k < terms; k += w.lanes()) {
            Value mask = w.first(terms - k);
            w.store(to, w.load(from, w.plus(read, k), mask), w.plus(write, k), mask);
          }
        });
    return w.finish(Parts.sample(List.of(0L, (long) w.unit(element))));
  }

  private void copy(Writer w, Value from, Value read, Value to, Value write) {
    for (int v = 0; v < w.unit(element); v += w.lanes()) {
      w.store(to, w.load(from, read, v), w.plus(write, v), null);
    }
  }
}
