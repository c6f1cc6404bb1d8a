package org.tosc.models.transformer;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Rotary positions: pairs of features turned by angles that grow with the position (Su et al.,
/// "RoFormer", 2021). Pair `j` of a token at position `p` is turned by `p · frequencies[j]`.
///
/// @param pairsNeighbours whether features 2j and 2j + 1 are a pair, or j and j + features/2
/// @param features of a head that are turned, from the first on; the others stay
/// @param frequencies in radians a position, one for each pair
/// @param magnitude multiplies what is turned (YaRN, LongRoPE); 1 for most
// The record stands for its numbers and is never compared.
@SuppressWarnings("ArrayRecordComponent")
public record Rotary(
    boolean pairsNeighbours, int features, double[] frequencies, double magnitude) {
  public Rotary {
    frequencies = frequencies.clone();
    if (frequencies.length * 2 != features) {
      throw new IllegalArgumentException(features + " features, " + frequencies.length + " pairs");
    }
  }

  @Override
  public double[] frequencies() {
    return frequencies.clone();
  }

  /// The shape of the cosines, or sines, of so many rows, as features that are pairs lie in them.
  long[] pairs(long rows) {
    long half = features / 2;
    return pairsNeighbours ? new long[] {rows, 1, half, 1} : new long[] {rows, 1, half};
  }

  /// Writes the cosines and sines of a position, `features / 2` of each.
  void write(int position, MemorySegment cosines, MemorySegment sines, long row) {
    for (int j = 0; j < frequencies.length; j++) {
      double angle = position * frequencies[j];
      long at = row * frequencies.length + j;
      cosines.setAtIndex(ValueLayout.JAVA_FLOAT, at, (float) (magnitude * Math.cos(angle)));
      sines.setAtIndex(ValueLayout.JAVA_FLOAT, at, (float) (magnitude * Math.sin(angle)));
    }
  }
}
