package org.tosc.passes.lower;

import java.util.ArrayList;
import java.util.List;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;

/// Inner products of some rows of a [PackedBatch] with a panel of rows of blocks.
///
/// @param rows that are wanted, at most `height`, which is a multiple of four
/// @param columns that are wanted, at most as many as there are lanes
/// @param right the step of the right operand, from column to column
/// @param out that of the result, from row to row
/// @param batch rows of the whole batch
record PanelTile(
    ByteGroups groups, int rows, int columns, int height, long right, long out, long batch) {
  /// Groups ahead that weights are asked for.
  private static final int AHEAD = 2;

  String name() {
    return "panel%dx%dof%d.r%d.o%d.b%d%s.t%d"
        .formatted(
            rows,
            columns,
            height,
            right,
            out,
            batch,
            Writer.suffix(groups.weights()),
            groups.all());
  }

  /// Buffers and positions of the function's parameters.
  ///
  /// @param first the first four of the batch's rows
  private record Operands(
      Value bytes,
      Value excess,
      Value rowScales,
      Value first,
      Value right,
      Value turned,
      Value panel,
      Value scales,
      Value sums) {}

  /// The function `(bytes, excess, scales, four, right, at, panel, scales, sums, out, at)`.
  Function write(Writer w) {
    Operands of =
        new Operands(
            w.buffer(Scalar.I32),
            w.buffer(Scalar.I32),
            w.buffer(),
            w.position(),
            w.buffer(groups.weights()),
            w.position(),
            w.buffer(Scalar.I32),
            w.buffer(),
            w.buffer());
    Value c = w.buffer();
    Value to = w.position();
    Value zero = w.splat(w.number(0));
    w.loop(
        (long) groups.blocks() * height, s -> w.store(of.sums, zero, w.times(s, w.lanes()), null));
    w.loop(
        groups.count(),
        g -> {
          turned(w, of, g);
          for (int b = 0; b < groups.blocks(); b++) {
            block(w, of, g, b);
          }
        });
    w.loop(rows, r -> w.store(c, sum(w, of, r), w.moved(to, r, out), w.first(columns)));
    return w.finish(Parts.sample(List.of(0L, 0L, 0L)));
  }

  /// Writes the panel's words of a group: for each block its words, each of all columns; and the
  /// blocks' scales. Columns that there are not are the last one.
  private void turned(Writer w, Operands of, Value g) {
    Quads quads = new Quads(w);
    int count = w.lanes() / Quads.SIZE;
    List<List<Value>> words = new ArrayList<>();
    List<Value> scales = new ArrayList<>();
    for (int four = 0; four < count; four++) {
      List<Value> bytes = new ArrayList<>();
      int column = four * Quads.SIZE;
      for (int i = 0; i < Quads.SIZE; i++) {
        Value at = place(w, of, g, Math.min(column + i, columns - 1));
        bytes.add(w.bytesAhead(of.right, at, AHEAD * groups.group()));
      }
      words.add(quads.turned(bytes));
      int first = Math.min(column, columns - 1);
      scales.add(groups.scales(w, of.right, place(w, of, g, first), right, columns - first));
    }
    for (int j = 0; j < Quads.SIZE; j++) {
      int word = j;
      List<Value> across = quads.across(words.stream().map(four -> four.get(word)).toList());
      for (int q = 0; q < count; q++) {
        w.store(of.panel, across.get(q), w.whole((long) (q * Quads.SIZE + j) * w.lanes()), null);
      }
    }
    List<Value> across = quads.across(scales);
    for (int b = 0; b < groups.blocks(); b++) {
      Value at = w.whole((long) b * w.lanes());
      w.store(of.scales, across.get(b * groups.quads()), at, null);
    }
  }

  private Value place(Writer w, Operands of, Value g, int column) {
    return w.plus(w.plus(of.turned, column * right), w.times(g, groups.group()));
  }

  /// Adds the products of a block to the sums of all rows.
  private void block(Writer w, Operands of, Value g, int b) {
    List<List<Value>> weights = new ArrayList<>();
    int words = groups.quads() * Quads.SIZE;
    for (int j = 0; j < words; j++) {
      Value at = w.whole((long) (b * words + j) * w.lanes());
      weights.add(groups.integers(w, w.loadWords(of.panel, at)));
    }
    Value scales = w.load(of.scales, w.whole((long) b * w.lanes()), null);
    w.loop(
        fours(),
        four -> {
          for (int r = 0; r < Quads.SIZE; r++) {
            row(w, of, new Row(g, b, four, r), weights, scales);
          }
        });
  }

  /// Fours of rows.
  private long fours() {
    return Math.ceilDiv(rows, Quads.SIZE);
  }

  /// A row in a block.
  private record Row(Value group, int block, Value four, int r) {}

  private void row(Writer w, Operands of, Row row, List<List<Value>> weights, Value scales) {
    int inPiece = w.lanes() / words();
    Value piece = w.plus(w.times(row.group, groups.blocks() / inPiece), row.block / inPiece);
    Value fours = w.plus(w.plus(w.times(piece, batch / Quads.SIZE), of.first), row.four);
    int behind = row.block % inPiece * words();
    Value bytes =
        w.plus(w.times(fours, (long) Quads.SIZE * w.lanes()), (long) row.r * w.lanes() + behind);
    Value one = w.plus(w.times(fours, w.lanes()), behind + row.r);
    Value sum = w.wordsOf(w.loadWhole(of.excess, one));
    for (int half = 0; half < groups.halves(); half++) {
      for (int j = 0; j < weights.size(); j++) {
        Value word = w.loadWhole(of.bytes, w.plus(bytes, (long) half * weights.size() + j));
        sum = w.op(CoreOp.DOT4, sum, weights.get(j).get(half), w.wordsOf(word));
      }
    }
    Value both = w.op(CoreOp.MUL, scales, w.splat(w.load(of.rowScales, one)));
    Value at =
        w.plus(
            w.times(row.four, (long) Quads.SIZE * w.lanes()),
            ((long) row.block * height + row.r) * w.lanes());
    Value products = w.floats(sum);
    w.store(of.sums, w.op(CoreOp.FMA, products, both, w.load(of.sums, at, null)), at, null);
  }

  /// Words of a row's block.
  private int words() {
    return groups.block() / Integer.BYTES;
  }

  /// The sum of a row over the blocks of groups, as [FoldedTiles] adds them up.
  private Value sum(Writer w, Operands of, Value r) {
    List<Value> sums = new ArrayList<>();
    for (int b = 0; b < groups.blocks(); b++) {
      Value at = w.plus(w.times(r, w.lanes()), (long) b * height * w.lanes());
      sums.add(w.load(of.sums, at, null));
    }
    while (sums.size() > 1) {
      List<Value> next = new ArrayList<>();
      for (int i = 0; i < sums.size(); i += 2) {
        next.add(w.op(CoreOp.ADD, sums.get(i), sums.get(i + 1)));
      }
      sums = next;
    }
    return sums.getFirst();
  }
}
