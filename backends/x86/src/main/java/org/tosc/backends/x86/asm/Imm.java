package org.tosc.backends.x86.asm;

/// A constant in an instruction. Forms that extend it to 64 bits extend its sign.
public record Imm(long value) implements Operand {
  public static Imm of(long value) {
    return new Imm(value);
  }

  @Override
  public long kind() {
    return Kind.constant(value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
