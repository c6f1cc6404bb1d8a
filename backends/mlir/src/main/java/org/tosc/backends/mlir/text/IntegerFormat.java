package org.tosc.backends.mlir.text;

/// Signless integers.
public enum IntegerFormat implements MlirType {
  I1(1),
  I4(4),
  I8(8),
  I16(16),
  I32(32),
  I64(64);

  private final int bits;

  IntegerFormat(int bits) {
    this.bits = bits;
  }

  public int bits() {
    return bits;
  }

  @Override
  public String toString() {
    return "i" + bits;
  }
}
