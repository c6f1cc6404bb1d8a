package org.tosc.passes.lower;

import java.util.ArrayList;
import java.util.List;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;

/// Many rows of `q8_0` as [PanelTile] reads them. A *piece* is as many blocks as a vector has bytes
/// of; the rows of a piece lie one behind the other:
///
/// - their bytes, a vector each;
/// - for each four rows a vector of what the weights count too much, and one of scales: lane `4q +
///   i` is that of the `i`-th row's block which is in quad `q`.
///
/// Rows are padded to whole fours by the last one.
final class PackedBatch {
  private static final Scalar HELD = Scalar.Q8_0;

  private final Contraction product;
  private final ByteGroups groups;
  private final Parts parts;
  private final Value bytes;
  private final Value excess;
  private final Value scales;

  PackedBatch(Contraction product, ByteGroups groups, Parts parts) {
    this.product = product;
    this.groups = groups;
    this.parts = parts;
    long vectors = groups.all() / groups.vector() * padded();
    this.bytes = parts.scratch(vectors * groups.lanes(), Scalar.I32);
    this.excess = parts.scratch(vectors / Quads.SIZE * groups.lanes(), Scalar.I32);
    this.scales = parts.scratch(vectors / Quads.SIZE * groups.lanes());
  }

  /// Whether vectors of so many lanes have the bytes of whole blocks.
  static boolean fit(int lanes) {
    return (long) Integer.BYTES * lanes % HELD.blockSize() == 0;
  }

  /// Rows, in whole fours.
  long padded() {
    return Math.ceilDiv(product.rows().extent(), Quads.SIZE) * Quads.SIZE;
  }

  /// What tiles read: bytes, what is too much, and scales.
  List<Value> buffers() {
    return List.of(parts.here(bytes), parts.here(excess), parts.here(scales));
  }

  /// Writes a share of the rows.
  void write(Share share) {
    Writer w = parts.writer();
    long fours = padded() / Quads.SIZE;
    long rows = product.rows().extent();
    w.loop(
        share.from(fours),
        share.to(fours),
        1,
        i -> {
          List<Value> arguments = new ArrayList<>(List.of(parts.buffer(product.a().buffer())));
          for (int r = 0; r < Quads.SIZE; r++) {
            Value row = w.plus(w.times(i, Quads.SIZE), r);
            Value there = rows == padded() ? row : w.least(row, w.whole(rows - 1));
            arguments.add(w.moved(w.whole(product.a().constant()), there, product.rows().a()));
          }
          arguments.addAll(buffers());
          arguments.add(i);
          w.call(parts.part(name(), this::four), arguments);
        });
  }

  private String name() {
    String weights = Writer.suffix(groups.weights());
    return "packed4of%d%s.t%d".formatted(padded(), weights, groups.all());
  }

  /// The function `(rows, at, at, at, at, bytes, excess, scales, four)`.
  private Function four(Writer w) {
    Value x = w.buffer(HELD);
    List<Value> from = new ArrayList<>();
    for (int r = 0; r < Quads.SIZE; r++) {
      from.add(w.position());
    }
    Value bytesTo = w.buffer(Scalar.I32);
    Value excessTo = w.buffer(Scalar.I32);
    Value scalesTo = w.buffer();
    Value four = w.position();
    Quads quads = new Quads(w);
    int quadsOfBlock = HELD.blockSize() / Integer.BYTES / Quads.SIZE;
    Value too = w.words(groups.excess());
    w.loop(
        groups.all() / groups.vector(),
        p -> {
          List<Value> sums = new ArrayList<>();
          List<Value> all = new ArrayList<>();
          Value to = w.plus(w.times(p, padded()), w.times(four, Quads.SIZE));
          for (int r = 0; r < Quads.SIZE; r++) {
            Value at = w.moved(from.get(r), p, groups.vector());
            Value row = w.bytes(x, at);
            w.store(bytesTo, row, w.times(w.plus(to, r), w.lanes()), null);
            sums.add(w.op(CoreOp.DOT4, w.words(0), too, row));
            all.add(w.scales(x, at));
          }
          Value sum = quads.sums(sums);
          for (int step = 1; step < quadsOfBlock; step *= 2) {
            sum = quads.addedAcross(sum, step, CoreOp.WRAPPING_ADD);
          }
          Value place = w.plus(w.times(p, padded() / Quads.SIZE), four);
          Value minus = w.op(CoreOp.WRAPPING_SUB, w.words(0), sum);
          w.store(excessTo, minus, w.times(place, w.lanes()), null);
          w.store(scalesTo, quads.joined(all), w.times(place, w.lanes()), null);
        });
    return w.finish(Parts.sample(List.of(0L, 0L, 0L, 0L, 0L)));
  }
}
