package org.tosc.backends.machines.snitch.isa;

/// Where an instruction's immediate stands (RISC-V unprivileged manual, section 2.3).
public enum Layout {
  /// None.
  R,
  I,
  S,
  B,
  U,
  J,
  /// Five bits in the place of `rs1`, unsigned: `csrrwi`.
  Z;

  /// The immediate of a word.
  public int immediate(int word) {
    return switch (this) {
      case R -> 0;
      case I -> word >> 20;
      case S -> (word >> 25) << 5 | (word >>> 7 & 0x1F);
      case B ->
          (word >> 31) << 12
              | (word >>> 7 & 1) << 11
              | (word >>> 25 & 0x3F) << 5
              | (word >>> 8 & 0xF) << 1;
      case U -> word & 0xFFFFF000;
      case J ->
          (word >> 31) << 20
              | (word >>> 12 & 0xFF) << 12
              | (word >>> 20 & 1) << 11
              | (word >>> 21 & 0x3FF) << 1;
      case Z -> word >>> 15 & 0x1F;
    };
  }
}
