package org.tosc.passes.lower;

import java.util.ArrayList;
import java.util.List;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;
import org.tosc.tir.ir.VectorType;

/// How rows of terms are cut for dot products of bytes with weights in blocks: a group is as many
/// blocks as a vector of bytes holds weights of.
///
/// @param weights the blocks' format
/// @param all terms of a row
record ByteGroups(Scalar weights, int lanes, long all) {
  /// Whether vectors of so many lanes have whole blocks.
  static boolean fit(Scalar weights, int lanes) {
    return (weights == Scalar.Q4_0 || weights == Scalar.Q8_0)
        && new ByteGroups(weights, lanes, 0).group() % weights.blockSize() == 0;
  }

  /// Numbers whose weights a vector holds.
  long group() {
    return vector() * halves();
  }

  /// Whole groups of a row.
  long count() {
    return all / group();
  }

  /// Terms of a row that are in whole groups.
  long terms() {
    return count() * group();
  }

  int block() {
    return weights.blockSize();
  }

  /// Blocks of a group.
  int blocks() {
    return Math.toIntExact(group() / block());
  }

  /// How many weights a byte has.
  int halves() {
    return weights.blockSize() / VectorType.bytesOf(weights);
  }

  /// Bytes of a vector.
  long vector() {
    return (long) Integer.BYTES * lanes;
  }

  /// Bytes of a group of weights.
  long bytes() {
    return (long) blocks() * weights.blockBytes();
  }

  /// How many quads of lanes a block's bytes are in.
  int quads() {
    return lanes / blocks() / Quads.SIZE;
  }

  /// The scales of four rows of a buffer from a place on, of which the last may be there again:
  /// lane `4q + i` is that of the `i`-th row's block which is in quad `q`.
  ///
  /// @param apart elements from row to row
  /// @param rows how many there are
  Value scales(Writer w, Value buffer, Value at, long apart, int rows) {
    if (rows >= Quads.SIZE && blocks() > 1) {
      return w.scalesOfFour(buffer, at, apart);
    }
    List<Value> four = new ArrayList<>();
    for (int i = 0; i < Quads.SIZE; i++) {
      four.add(i < rows ? w.scales(buffer, w.plus(at, i * apart)) : four.getLast());
    }
    return new Quads(w).joined(four);
  }

  /// Integers of blocks, without a sign, as vectors of bytes.
  List<Value> integers(Writer w, Value bytes) {
    if (weights == Scalar.Q8_0) {
      return List.of(w.op(CoreOp.XOR, bytes, w.words(0x8080_8080)));
    }
    Value low = w.words(0x0F0F_0F0F);
    Value high = w.op(CoreOp.WRAPPING_SHR, bytes, w.words(4));
    return List.of(w.op(CoreOp.AND, bytes, low), w.op(CoreOp.AND, high, low));
  }

  /// What weights are too large by when they are taken without a sign, 8 or 128, in each byte.
  int excess() {
    return weights == Scalar.Q4_0 ? 0x0808_0808 : 0x8080_8080;
  }
}
