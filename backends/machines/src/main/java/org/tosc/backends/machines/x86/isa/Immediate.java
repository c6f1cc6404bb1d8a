package org.tosc.backends.machines.x86.isa;

/// A number in the instruction, extended to the size at which it is used.
///
/// @param value sign extended from that size
/// @param bytes that size
public record Immediate(long value, int bytes) implements Operand {

  /// Without its sign: `0xff` for the byte -1.
  public long unsigned() {
    return bytes == 8 ? value : value & ((1L << (8 * bytes)) - 1);
  }
}
