package org.tosc.backends.x86.asm;

/// A place in the code or among its literals, of one [Assembler].
///
/// @param number from 0 on
public record Label(int number) implements Operand {
  @Override
  public long kind() {
    return Kind.LABEL;
  }

  @Override
  public String toString() {
    return ".L" + number;
  }
}
