package org.tosc.backends.snitch.code;

import java.util.List;
import org.tosc.backends.snitch.isa.Instruction;

/// A function of machine code: its arguments as the ABI has them, addresses in `a0` …, numbers in
/// `fa0` ….
///
/// @param cycles an estimate of what a call takes with warm caches
/// @param stack bytes that a call takes below the stack's pointer
public record Routine(String name, List<Instruction> instructions, long cycles, int stack) {
  public Routine {
    instructions = List.copyOf(instructions);
  }

  /// The bytes of the code.
  public byte[] bytes() {
    var buffer =
        java.nio.ByteBuffer.allocate(instructions.size() * 4)
            .order(java.nio.ByteOrder.LITTLE_ENDIAN);
    instructions.forEach(i -> buffer.putInt(i.word()));
    return buffer.array();
  }

  /// As assemblers read it; branches relative to themselves.
  public String text() {
    StringBuilder out = new StringBuilder();
    out.append(".text\n.globl ").append(name).append("\n.p2align 2\n").append(name).append(":\n");
    instructions.forEach(i -> out.append("    ").append(i).append('\n'));
    return out.toString();
  }
}
