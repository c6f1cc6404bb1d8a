package org.tosc.backends.x86.asm;

import java.util.List;

/// Assembled code.
///
/// @param bytes the instructions, and the literals behind them
/// @param size how many bytes are instructions
/// @param offsets where each label is, by its number
@SuppressWarnings("ArrayRecordComponent") // codes are never compared
public record Code(byte[] bytes, int size, List<Integer> offsets) {
  public Code {
    offsets = List.copyOf(offsets);
  }

  /// Where a label is, in bytes from the start.
  public int offset(Label label) {
    return offsets.get(label.number());
  }
}
