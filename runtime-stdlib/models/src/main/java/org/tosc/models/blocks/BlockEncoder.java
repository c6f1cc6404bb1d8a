package org.tosc.models.blocks;

import java.lang.foreign.MemorySegment;

/// Turns finite numbers into bytes.
@FunctionalInterface
interface BlockEncoder {
  /// Encodes one block, or `count` plain numbers.
  ///
  /// @param from where the first number is
  /// @param at where the first byte goes in `data`
  void encode(float[] in, int from, int count, MemorySegment data, long at);
}
