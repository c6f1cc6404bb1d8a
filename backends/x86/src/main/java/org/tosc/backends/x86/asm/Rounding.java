package org.tosc.backends.x86.asm;

/// How an instruction on registers rounds, instead of as MXCSR says; none of these raises
/// exceptions (Intel SDM volume 1, 15.6.4).
public enum Rounding implements Operand {
  NEAREST("{rn-sae}", 0),
  DOWN("{rd-sae}", 1),
  UP("{ru-sae}", 2),
  TO_ZERO("{rz-sae}", 3),
  /// As MXCSR says; it raises no exceptions.
  AS_SET("{sae}", 0);

  private final String text;
  private final int bits;

  Rounding(String text, int bits) {
    this.text = text;
    this.bits = bits;
  }

  /// As assemblers write it.
  public String text() {
    return text;
  }

  /// The bits EVEX.L'L of it (Intel SDM volume 2, table 2-38).
  int bits() {
    return bits;
  }

  @Override
  public long kind() {
    return this == AS_SET ? Kind.NO_EXCEPTIONS : Kind.ROUNDING;
  }

  @Override
  public String toString() {
    return text;
  }
}
