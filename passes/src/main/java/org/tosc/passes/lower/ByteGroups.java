package org.tosc.passes.lower;

import org.tosc.tir.ir.Scalar;
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

  /// What weights are too large by when they are taken without a sign, 8 or 128, in each byte.
  int excess() {
    return weights == Scalar.Q4_0 ? 0x0808_0808 : 0x8080_8080;
  }
}
