package org.tosc.backends.machines.x86.isa;

/// The legacy prefixes of an instruction.
///
/// @param count how many bytes, REX included
/// @param segment 0 to 5 for es to gs, the last one, or -1
/// @param repeat 0xF3 or 0xF2, the last one, or 0
/// @param rex the REX byte that counts, or 0
/// @param rexUsed which of its bits W R X B some operand took
/// @param taken which prefixes mean something here: bits [#OPERAND_SIZE] and so on
public record Prefixes(
    int count,
    boolean lock,
    boolean operandSize,
    boolean addressSize,
    int repeat,
    int segment,
    int rex,
    int rexUsed,
    int taken) {
  public static final int OPERAND_SIZE = 1;
  public static final int ADDRESS_SIZE = 2;
  public static final int REPEAT = 4;
  public static final int SEGMENT = 8;

  public boolean takes(int prefix) {
    return (taken & prefix) != 0;
  }
}
