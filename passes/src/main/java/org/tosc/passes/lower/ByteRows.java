package org.tosc.passes.lower;

import java.util.List;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;

/// Rows of a product as what dot products of bytes multiply with weights in blocks. A group
/// ([ByteGroups]) has, in the order of the weights' bytes:
///
/// - the bytes of its numbers: their digits, the highest of all its numbers first;
/// - for each lane and chain of digits ([#chains]) what the weights count too much;
/// - for each lane what a sum of products is worth.
sealed interface ByteRows permits Digits, PackedRows {
  /// How rows are cut.
  ByteGroups groups();

  /// What the rows' elements are.
  Scalar held();

  /// Elements of the buffer that has the bytes: `i8`, or `i32` of four bytes each.
  Scalar unit();

  /// Which digits are summed up in one `i32`.
  List<List<Integer>> chains();

  /// Blocks that are multiplied as `f32`, from a list: at most so many of a row, or none.
  long wide();

  /// What tells such rows apart from others.
  String name();

  /// The function `(row, at, bytes, at, excess, at, scales, at)` and, where blocks may be wide,
  /// `(…, wide, at)`, that writes a row.
  Function write(Writer w);

  /// What the rows of a product with such weights are written as, or null where they are not.
  static ByteRows of(Held held, int lanes, long terms) {
    ByteGroups groups = new ByteGroups(held.right(), lanes, terms);
    return held.left() == Scalar.Q8_0 ? new PackedRows(groups) : new Digits(groups, held.left());
  }

  /// How many digits a number has.
  default int digits() {
    return chains().stream().mapToInt(List::size).sum();
  }

  /// Where a vector of digits is in its group.
  default long place(int digit, int half) {
    return ((long) digit * groups().halves() + half) * groups().vector() / unitBytes();
  }

  default long unitsOfGroup() {
    return digits() * groups().group() / unitBytes();
  }

  private long unitBytes() {
    return unit() == Scalar.I8 ? 1 : Integer.BYTES;
  }

  /// Sizes of a row's buffers: its bytes, what is too much, scales, and the list of wide blocks
  /// behind their number.
  default long units() {
    return groups().count() * unitsOfGroup();
  }

  default long excesses() {
    return groups().count() * chains().size() * groups().lanes();
  }

  /// A vector more than there are: each block of numbers writes a whole one.
  default long scales() {
    return (groups().count() + 1) * groups().lanes();
  }

  /// A vector of a row's bytes.
  default Value bytes(Writer w, Value buffer, Value at) {
    return unit() == Scalar.I8 ? w.bytes(buffer, at) : w.loadWords(buffer, at);
  }

  /// Writes what is to be added to the products of a group, since weights are taken without a sign.
  default void excess(Writer w, Value bytes, Value from, Value to, Value at) {
    Value weights = w.words(groups().excess());
    for (int c = 0; c < chains().size(); c++) {
      Value sum = w.words(0);
      for (int digit : chains().get(c)) {
        sum = w.op(CoreOp.WRAPPING_SHL, sum, w.words(Byte.SIZE));
        for (int half = 0; half < groups().halves(); half++) {
          sum = w.op(CoreOp.DOT4, sum, weights, bytes(w, bytes, w.plus(from, place(digit, half))));
        }
      }
      Value minus = w.op(CoreOp.WRAPPING_SUB, w.words(0), sum);
      w.store(to, minus, w.plus(at, (long) c * groups().lanes()), null);
    }
  }
}
