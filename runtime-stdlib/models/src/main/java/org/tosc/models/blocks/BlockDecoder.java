package org.tosc.models.blocks;

import java.lang.foreign.MemorySegment;

/// Turns bytes into numbers.
@FunctionalInterface
interface BlockDecoder {
  /// Decodes one block, or `count` plain numbers.
  ///
  /// @param at the first byte in `data`
  /// @param to where the first number goes
  void decode(MemorySegment data, long at, float[] out, int to, int count);
}
