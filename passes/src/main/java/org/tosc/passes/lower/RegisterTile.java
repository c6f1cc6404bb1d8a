package org.tosc.passes.lower;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;

/// The innermost part of a product: `rows × vectors` sums, each in a register, over some terms.
///
/// The steps from row to row are all constants: as displacements of addresses they need no
/// registers. With steps in registers the JIT keeps a few addresses in vector registers, and moving
/// them in and out takes a tenth of the tile's time.
///
/// @param columns that there are; fewer than the vectors hold at the right edge
/// @param leftAcross the step of the left operand from row to row
/// @param leftAlong from term to term
/// @param rightAlong the right operand's step from term to term; columns are neighbours
/// @param panel how far from each other terms go where the right operand is copied on the way, into
///   the panel from which other tiles read it; 0 for no copy
/// @param maskRight whether the right operand, too, has only so many columns
/// @param from the step from row to row of the sums that it goes on with; 0 where it begins
/// @param out that of the sums it makes
/// @param end what follows, instead of putting the sums anywhere; null for nothing
/// @param round where the operands go on after some terms
/// @param isNested whether rounds are a loop of their own: their terms are whole rounds, and nobody
///   minds two loops
/// @param ahead how many elements further on memory is asked for the right operand; 0 for not at
///   all
/// @param ask what memory is asked for meanwhile; null for nothing
/// @param together terms of a round of the innermost loop, where it is known how many there are
/// @param held what is read
record RegisterTile(
    int rows,
    int vectors,
    int columns,
    long leftAcross,
    long leftAlong,
    long rightAlong,
    long panel,
    boolean maskRight,
    long from,
    long out,
    @Nullable TileEnd end,
    Round round,
    boolean isNested,
    long ahead,
    @Nullable Ask ask,
    int together,
    Held held) {
  /// How operands go on from one round of terms to the next: so far besides the steps of terms.
  ///
  /// @param terms of a round
  record Round(long left, long right, long terms) {
    /// There is one round only.
    static final Round ONE = new Round(0, 0, 0);
  }

  /// Elements of a buffer that somebody needs later: some cache lines beside each other, in one row
  /// after the other.
  ///
  /// @param every terms of the tile to each row
  /// @param along the step from row to row
  /// @param lines of a row
  /// @param element of the buffer
  record Ask(long every, long along, int lines, Scalar element) {
    private static final int LINE = 64;

    /// So many columns of each row.
    static Ask columns(int columns, long every, long along, Scalar element) {
      int lines = Math.ceilDiv(columns * element.blockBytes(), LINE);
      return new Ask(every, along, lines, element);
    }

    /// How many elements a cache line has.
    int line() {
      return LINE / element.blockBytes();
    }

    private String name() {
      return ".q%d_%d_%d".formatted(every, along, lines);
    }
  }

  String name() {
    String rounds =
        round.equals(Round.ONE) ? "" : ".n%d_%d_%d".formatted(round.terms, round.left, round.right);
    String begin = from == 0 ? "" : ".f" + from;
    String sums = begin + (end == null ? (from == 0 ? ".o" : "o") + out : "." + end.name());
    String right = panel == 0 ? ".r" + rightAlong : ".r%dp%d".formatted(rightAlong, panel);
    String asks = (ahead == 0 ? "" : ".a" + ahead) + (ask == null ? "" : ask.name());
    return "tile%dx%d%s.l%d_%d%s%s%s%s"
            .formatted(
                rows,
                columns,
                maskRight ? "m" : "",
                leftAcross,
                leftAlong,
                right,
                asks,
                sums,
                rounds)
        + held.suffix();
  }

  /// The function `(left, at, right, at[, panel, at][, from, at], out, at, terms[, asked, at])`;
  /// with an end, what that is told in place of `out, at`.
  Function write(Writer w) {
    sums(w, Inputs.parameters(w));
    return w.finish(sample());
  }

  /// The same in the midst of another function.
  ///
  /// @param inputs what the function would be called with
  void sums(Writer w, Inputs inputs) {
    Operands operands =
        new Operands(
            inputs.buffer(held.left()),
            inputs.position(),
            inputs.buffer(held.right()),
            inputs.position(),
            panel == 0 ? null : inputs.buffer(Scalar.F32),
            panel == 0 ? null : inputs.position());
    List<Value> sums = begin(w, inputs);
    Value target = end == null ? inputs.buffer(Scalar.F32) : null;
    Value targetAt = end == null ? inputs.position() : null;
    TileEnd.Where where = end == null ? null : end.where(w, inputs);
    Value terms = inputs.position();
    List<@Nullable Value> masks = masks(w);
    if (ask != null) {
      Value asked = inputs.buffer(ask.element());
      asking(
          w,
          ask,
          asked,
          inputs.position(),
          terms,
          k -> term(w, operands, inRound(w, operands, k), k, masks, sums));
    } else if (isNested) {
      rounds(w, terms, operands, masks, sums);
    } else {
      terms(w, terms, k -> term(w, operands, inRound(w, operands, k), k, masks, sums));
    }
    for (int v = 0; v < vectors; v++) {
      long column = (long) v * w.lanes();
      if (end != null && where != null) {
        int vector = v;
        end.rows(w, where, v, masks.get(v), i -> w.get(sums.get(i * vectors + vector)));
      } else if (target != null && targetAt != null) {
        for (int i = 0; i < rows; i++) {
          Value sum = w.get(sums.get(i * vectors + v));
          w.store(target, sum, w.plus(targetAt, i * out + column), masks.get(v));
        }
      }
    }
  }

  /// Where the operands begin, and the copy of the right one.
  private record Operands(
      Value left,
      Value leftAt,
      Value right,
      Value rightAt,
      @Nullable Value copy,
      @Nullable Value copyAt) {}

  /// All terms one after the other, or some of them in each round of a loop.
  private void terms(Writer w, Value terms, Consumer<Value> term) {
    Long known = w.known(terms);
    if (together == 1 || known == null) {
      w.loop(w.whole(0), terms, 1, term);
      return;
    }
    Value last = w.whole(known - known % together);
    w.loop(
        w.whole(0),
        last,
        together,
        k -> {
          for (int i = 0; i < together; i++) {
            term.accept(w.plus(k, i));
          }
        });
    for (long i = 0; i < known % together; i++) {
      term.accept(w.plus(last, i));
    }
  }

  /// All terms, and rows that are asked for, one every so many terms.
  private static void asking(
      Writer w, Ask ask, Value asked, Value askedAt, Value terms, Consumer<Value> term) {
    Value count = w.op(CoreOp.QUOT, terms, w.whole(ask.every));
    w.loop(
        w.whole(0),
        count,
        1,
        r -> {
          Value row = w.moved(askedAt, r, ask.along);
          for (int i = 0; i < ask.lines; i++) {
            w.prefetch(asked, w.plus(row, (long) i * ask.line()));
          }
          Value first = w.times(r, ask.every);
          w.loop(ask.every, k -> term.accept(w.plus(first, k)));
        });
    w.loop(w.times(count, ask.every), terms, 1, term);
  }

  /// Where the operands begin in a round.
  private record Begin(Value left, Value right) {}

  /// Terms in a loop of rounds.
  private void rounds(
      Writer w, Value terms, Operands of, List<@Nullable Value> masks, List<Value> sums) {
    Value count = w.op(CoreOp.QUOT, terms, w.whole(round.terms));
    w.loop(
        w.whole(0),
        count,
        1,
        r -> {
          Begin begin =
              new Begin(w.moved(of.leftAt, r, round.left), w.moved(of.rightAt, r, round.right));
          Value first = w.times(r, round.terms);
          w.loop(round.terms, k -> term(w, of, begin, w.plus(first, k), masks, sums));
        });
  }

  private Begin inRound(Writer w, Operands of, Value k) {
    return new Begin(rounded(w, of.leftAt, k, round.left), rounded(w, of.rightAt, k, round.right));
  }

  /// Where an operand begins in the round of a term. All terms are one loop: HotSpot's C2 runs a
  /// round of a loop before the others and one behind them, and sums go through memory in between.
  private Value rounded(Writer w, Value at, Value k, long steps) {
    return steps == 0 ? at : w.plus(at, w.times(w.op(CoreOp.QUOT, k, w.whole(round.terms)), steps));
  }

  /// Zeros, or the sums that were put aside.
  private List<Value> begin(Writer w, Inputs inputs) {
    List<Value> sums = new ArrayList<>();
    if (from == 0) {
      Value zero = w.splat(w.number(0));
      for (int i = 0; i < rows * vectors; i++) {
        sums.add(w.slot(w.vector(), zero));
      }
      return sums;
    }
    Value source = inputs.buffer(Scalar.F32);
    Value at = inputs.position();
    for (int i = 0; i < rows; i++) {
      for (int v = 0; v < vectors; v++) {
        Value sum = w.load(source, w.plus(at, i * from + (long) v * w.lanes()), null);
        sums.add(w.slot(w.vector(), sum));
      }
    }
    return sums;
  }

  private Attributes sample() {
    List<Long> positions =
        new ArrayList<>(Collections.nCopies(2 + (end == null ? 1 : end.positions()), 0L));
    positions.add(1L);
    if (from != 0) {
      positions.addFirst(0L);
    }
    if (panel != 0) {
      positions.addFirst(0L);
    }
    if (ask != null) {
      positions.add(0L);
    }
    return Parts.sample(positions);
  }

  private List<@Nullable Value> masks(Writer w) {
    List<@Nullable Value> masks = new ArrayList<>();
    for (int v = 0; v < vectors; v++) {
      masks.add(w.first(columns - (long) v * w.lanes()));
    }
    return masks;
  }

  /// The right operand's vectors of a term.
  private List<Value> row(Writer w, Value right, Value at, List<@Nullable Value> masks) {
    List<Value> b = new ArrayList<>();
    for (int v = 0; v < vectors; v++) {
      Value place = w.plus(at, (long) v * w.lanes());
      Value mask = maskRight ? masks.get(v) : null;
      b.add(
          ahead > 0 && mask == null
              ? w.loadAhead(right, place, ahead)
              : w.load(right, place, mask));
    }
    return b;
  }

  /// Adds a term to the sums.
  private void term(
      Writer w, Operands of, Begin begin, Value k, List<@Nullable Value> masks, List<Value> sums) {
    Value rightAt = w.plus(begin.right, w.times(k, rightAlong));
    List<Value> b = row(w, of.right, rightAt, masks);
    if (of.copy != null && of.copyAt != null) {
      Value to = w.plus(of.copyAt, w.times(k, panel));
      for (int v = 0; v < vectors; v++) {
        w.store(of.copy, b.get(v), w.plus(to, (long) v * w.lanes()), null);
      }
    }
    Value leftAt = w.plus(begin.left, w.times(k, leftAlong));
    for (int i = 0; i < rows; i++) {
      Value a = w.splat(w.load(of.left, w.plus(leftAt, i * leftAcross)));
      for (int v = 0; v < vectors; v++) {
        Value sum = sums.get(i * vectors + v);
        w.set(sum, w.op(CoreOp.FMA, a, b.get(v), w.get(sum)));
      }
    }
  }
}
