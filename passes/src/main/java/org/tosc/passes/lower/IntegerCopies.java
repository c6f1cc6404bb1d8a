package org.tosc.passes.lower;

import java.util.ArrayList;
import java.util.List;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;

/// Copies of the operands of a product of integers, in words of four terms each:
///
/// - the left rows one behind the other, with 128 added to each byte;
/// - some panels of the right operand at a time, each a row of what sums begin with, `-128 · Σ_k
///   b[k, n]`, and then a row for each word; columns that there are not are 0.
final class IntegerCopies {
  /// Terms of a word.
  static final int TERMS = 4;

  /// 128 in each byte: as a number without a sign, or what adds 128 to one with a sign.
  private static final int EXCESS = 0x8080_8080;

  /// Words whose rows are read together, by all panels: so memory is read nearly in order, from as
  /// many places as prefetchers follow. Panel by panel, 4096 × 4096 weights took 1.5 of the time.
  private static final long TOGETHER = 4;

  private final Contraction product;
  private final Parts parts;
  private final int width;
  private final Value left;
  private final Value right;

  /// A panel's columns, where they lie the other way round, before they are turned over.
  private final Value turning;

  /// @param width columns of a panel, a multiple of the lanes
  IntegerCopies(Contraction product, Parts parts, int width) {
    this.product = product;
    this.parts = parts;
    this.width = width;
    this.left = parts.scratch(product.rows().extent() * words(), Scalar.I32);
    this.right = parts.own(together() * panelSize(), Scalar.I32);
    this.turning = parts.own(turns() ? width * words() : 1, Scalar.I32);
  }

  Panels panels() {
    return new Panels(product.columns().extent(), width);
  }

  /// Words of a row.
  long words() {
    return product.depth().extent() / TERMS;
  }

  /// How many panels are copied at once: half of the second-level cache has them all.
  long together() {
    long most = parts.machine().l2() / 2 / (Integer.BYTES * panelSize());
    return Math.clamp(most, 1, panels().count());
  }

  private long panelSize() {
    return width * (1 + words());
  }

  private boolean turns() {
    return product.columns().b() != 1;
  }

  /// What a tile reads, as the parameters of [IntegerTile] begin.
  ///
  /// @param place of the panel among those that are copied
  List<Value> tile(Value row, Value place) {
    Writer w = parts.writer();
    return List.of(
        parts.here(left), w.times(row, words()), parts.here(right), w.times(place, panelSize()));
  }

  /// Copies a share of the rows.
  void left(Share share) {
    Writer w = parts.writer();
    Value from = w.whole(product.a().constant());
    long rows = product.rows().extent();
    w.loop(
        share.from(rows),
        share.to(rows),
        1,
        i -> {
          Value row = w.moved(from, i, product.rows().a());
          row(EXCESS, product.a().buffer(), row, left, w.times(i, words()));
        });
  }

  /// Copies the panels from the `first` one on.
  void right(Value first, Value behind) {
    Writer w = parts.writer();
    if (turns()) {
      panels().each(w, first, behind, (j, columns) -> turned(j, w.minus(j, first), columns));
    } else {
      w.loop(
          w.whole(0),
          w.whole(words()),
          TOGETHER,
          k ->
              panels()
                  .each(
                      w, first, behind, (j, columns) -> joined(j, w.minus(j, first), columns, k)));
    }
    panels().each(w, first, behind, (j, _) -> excess(w.minus(j, first)));
  }

  /// Copies the words of a row, each with other bits in some places.
  private void row(int change, Value operand, Value from, Value target, Value to) {
    String name = "words%d.x%08x".formatted(words(), change);
    parts
        .writer()
        .call(
            parts.part(name, w -> row(w, change)),
            List.of(parts.buffer(operand), from, parts.here(target), to));
  }

  private Function row(Writer w, int change) {
    Value source = w.buffer(Scalar.I8);
    Value from = w.position();
    Value target = w.buffer(Scalar.I32);
    Value to = w.position();
    long whole = words() / w.lanes() * w.lanes();
    w.loop(
        w.whole(0), w.whole(whole), w.lanes(), k -> words(w, change, source, from, target, to, k));
    if (whole < words()) {
      // The last vector again has some of the words before.
      words(w, change, source, from, target, to, w.whole(words() - w.lanes()));
    }
    return w.finish(Parts.sample(List.of(0L, 0L)));
  }

  private static void words(
      Writer w, int change, Value source, Value from, Value target, Value to, Value k) {
    Value words = w.bytes(source, w.plus(from, w.times(k, TERMS)));
    Value changed = change == 0 ? words : w.op(CoreOp.XOR, words, w.words(change));
    w.store(target, changed, w.plus(to, k), null);
  }

  private void turned(Value j, Value place, int columns) {
    Writer w = parts.writer();
    long across = product.columns().b();
    Value from = w.moved(w.whole(product.b().constant()), j, width * across);
    w.loop(
        columns,
        n -> row(0, product.b().buffer(), w.moved(from, n, across), turning, w.times(n, words())));
    String name = "turned%dof%d.k%d".formatted(columns, width, words());
    w.call(
        parts.part(name, p -> turned(p, columns)),
        List.of(parts.here(turning), parts.here(right), w.times(place, panelSize())));
  }

  /// Some words of a panel, from the `k`-th on.
  private void joined(Value j, Value place, int columns, Value k) {
    Writer w = parts.writer();
    long along = product.depth().b();
    Value first = w.moved(w.whole(product.b().constant()), j, width);
    Value from = w.plus(first, w.times(k, TERMS * along));
    Value to = w.plus(w.plus(w.times(place, panelSize()), width), w.times(k, width));
    String name = "joined%dof%d.s%d".formatted(columns, width, along);
    w.call(
        parts.part(name, p -> joined(p, columns)),
        List.of(
            parts.buffer(product.b().buffer()),
            from,
            parts.here(right),
            to,
            w.least(w.minus(w.whole(words()), k), w.whole(TOGETHER))));
  }

  private void excess(Value place) {
    Writer w = parts.writer();
    w.call(
        parts.part("excess%d.k%d".formatted(width, words()), this::excess),
        List.of(parts.here(right), w.times(place, panelSize())));
  }

  /// Turns over columns that lie one behind the other.
  private Function turned(Writer w, int columns) {
    Value source = w.buffer(Scalar.I32);
    Value target = w.buffer(Scalar.I32);
    Value to = w.position();
    Value none = w.whole(0);
    w.loop(
        words(),
        k -> {
          Value row = w.plus(w.plus(to, width), w.times(k, width));
          for (int n = 0; n < width; n++) {
            Value word = n < columns ? w.loadWhole(source, w.plus(k, n * words())) : none;
            w.storeWhole(target, word, w.plus(row, n));
          }
        });
    return w.finish(Parts.sample(List.of(0L)));
  }

  /// Joins the bytes of four rows, column by column.
  private Function joined(Writer w, int columns) {
    Value source = w.buffer(Scalar.I8);
    Value from = w.position();
    Value target = w.buffer(Scalar.I32);
    Value to = w.position();
    Value words = w.position();
    long along = product.depth().b();
    w.loop(
        w.whole(0),
        words,
        1,
        k -> {
          Value read = w.plus(from, w.times(k, TERMS * along));
          Value write = w.plus(to, w.times(k, width));
          for (int v = 0; v < width; v += w.lanes()) {
            Value word = v < columns ? word(w, source, w.plus(read, v), columns - v) : w.words(0);
            w.store(target, word, w.plus(write, v), null);
          }
        });
    return w.finish(Parts.sample(List.of(0L, 0L, 1L)));
  }

  private Value word(Writer w, Value source, Value at, int columns) {
    Value low = w.words(0xFF);
    List<Value> terms = new ArrayList<>();
    for (int t = 0; t < TERMS; t++) {
      Value place = w.plus(at, t * product.depth().b());
      Value term = w.loadWords(source, place, w.first(columns));
      Value bits = t < TERMS - 1 ? w.op(CoreOp.AND, term, low) : term;
      terms.add(t == 0 ? bits : w.op(CoreOp.WRAPPING_SHL, bits, w.words(t * Byte.SIZE)));
    }
    return w.op(
        CoreOp.OR,
        w.op(CoreOp.OR, terms.get(0), terms.get(1)),
        w.op(CoreOp.OR, terms.get(2), terms.get(3)));
  }

  /// Writes what the sums of a panel begin with.
  private Function excess(Writer w) {
    Value panel = w.buffer(Scalar.I32);
    Value at = w.position();
    List<Value> sums = new ArrayList<>();
    for (int v = 0; v < width; v += w.lanes()) {
      Value zero = w.words(0);
      sums.add(w.slot(zero.type(), zero));
    }
    Value excess = w.words(EXCESS);
    w.loop(
        words(),
        k -> {
          Value row = w.plus(w.plus(at, width), w.times(k, width));
          for (int v = 0; v < sums.size(); v++) {
            Value word = w.loadWords(panel, w.plus(row, (long) v * w.lanes()));
            w.set(sums.get(v), w.op(CoreOp.DOT4, w.get(sums.get(v)), excess, word));
          }
        });
    for (int v = 0; v < sums.size(); v++) {
      Value minus = w.op(CoreOp.WRAPPING_SUB, w.words(0), w.get(sums.get(v)));
      w.store(panel, minus, w.plus(at, (long) v * w.lanes()), null);
    }
    return w.finish(Parts.sample(List.of(0L)));
  }
}
