package org.tosc.backends.machines.snitch.ieee;

/// Integers that floats are converted from and to: 32 bits for scalars, as wide as the float for
/// lanes.
public enum IntFormat {
  INT8(8, true),
  UINT8(8, false),
  INT16(16, true),
  UINT16(16, false),
  INT32(32, true),
  UINT32(32, false);

  private final int width;
  private final boolean signed;

  IntFormat(int width, boolean signed) {
    this.width = width;
    this.signed = signed;
  }

  /// In bits.
  public int width() {
    return width;
  }

  public boolean signed() {
    return signed;
  }

  long least() {
    return signed ? -1L << (width - 1) : 0;
  }

  long largest() {
    return signed ? (1L << (width - 1)) - 1 : (1L << width) - 1;
  }

  /// The number that the low bits of a register stand for.
  long value(long register) {
    return signed ? signExtend(register) : register & (1L << width) - 1;
  }

  /// As FPnew writes results, signed or not: the topmost bit fills what is above it.
  long signExtend(long bits) {
    return bits << (64 - width) >> (64 - width);
  }
}
