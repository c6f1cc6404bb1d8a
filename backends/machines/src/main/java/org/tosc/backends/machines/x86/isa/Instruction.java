package org.tosc.backends.machines.x86.isa;

import java.util.List;
import org.tosc.backends.machines.x86.manual.Row;

/// One instruction.
///
/// @param row the row of the manual
/// @param length in bytes
/// @param operandSize 2, 4 or 8 bytes, where the operands depend on it
/// @param vectorLength 16, 32 or 64 bytes, for VEX and EVEX
/// @param operands destination first
/// @param mask the number of the mask register, 0 for none
/// @param zeroing whether elements that the mask leaves out become zero
public record Instruction(
    Row row,
    int length,
    int operandSize,
    int vectorLength,
    List<Operand> operands,
    Prefixes prefixes,
    int mask,
    boolean zeroing,
    Rounding rounding)
    implements Decoded {

  public String mnemonic() {
    return row.name(operandSize);
  }
}
