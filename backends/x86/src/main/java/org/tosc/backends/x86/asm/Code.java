package org.tosc.backends.x86.asm;

import java.util.List;

/// Assembled code.
///
/// @param bytes the instructions, and the literals behind them
/// @param size how many bytes are instructions
/// @param offsets where each label is, by its number
/// @param notes what the bytes are, in order, where the assembler was asked to note it
@SuppressWarnings("ArrayRecordComponent") // codes are never compared
public record Code(byte[] bytes, int size, List<Integer> offsets, List<Note> notes) {
  public Code {
    offsets = List.copyOf(offsets);
    notes = List.copyOf(notes);
  }

  /// Where a label is, in bytes from the start.
  public int offset(Label label) {
    return offsets.get(label.number());
  }
}
