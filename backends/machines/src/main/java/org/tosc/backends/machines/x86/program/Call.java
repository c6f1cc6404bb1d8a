package org.tosc.backends.machines.x86.program;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.tosc.backends.machines.x86.exec.Cpu;
import org.tosc.backends.machines.x86.exec.Memory;
import org.tosc.backends.machines.x86.exec.Memory.Access;

/// A call of a function by the calling convention of System V (ABI for AMD64 1.0, section 3.2.3):
/// the first six integers and addresses in registers, the first eight floats in vector registers,
/// the rest on the stack.
public final class Call {
  private static final long STACK = 0x7000_0000;
  private static final int STACK_BYTES = 1 << 20;
  private static final int LEAST_BYTES = 4096;
  private static final int WORD = 8;
  private static final int RAX = 0;
  private static final int RSP = 4;

  /// rdi, rsi, rdx, rcx, r8, r9 (figure 3.4).
  private static final List<Integer> INTEGERS = List.of(7, 6, 2, 1, 8, 9);

  private static final int FLOATS = 8;

  private final byte[] stack;

  /// An argument.
  public sealed interface Argument {
    /// A number of 64 bits, or an address.
    record Word(long value) implements Argument {}

    record F32(float value) implements Argument {}

    record F64(double value) implements Argument {}
  }

  private Call(Memory memory, int bytes) {
    stack = new byte[bytes];
    memory.map("stack", STACK, stack, Access.READ_WRITE);
  }

  /// Makes a processor ready to run a function, with a stack of 1 MiB in its memory.
  public static void prepare(Cpu cpu, Memory memory, long entry, List<Argument> arguments) {
    prepare(cpu, memory, entry, arguments, STACK_BYTES);
  }

  /// The same with a stack of another size, a multiple of 64.
  public static void prepare(
      Cpu cpu, Memory memory, long entry, List<Argument> arguments, int stackBytes) {
    int needed = LEAST_BYTES + WORD * arguments.size();
    if (stackBytes < needed || stackBytes % 64 != 0) {
      throw new IllegalArgumentException("a stack of " + stackBytes + " bytes");
    }
    new Call(memory, stackBytes).prepare(cpu, entry, arguments);
  }

  private void prepare(Cpu cpu, long entry, List<Argument> arguments) {
    List<Long> onStack = new ArrayList<>();
    int integers = 0;
    int floats = 0;
    for (Argument argument : arguments) {
      long bits = bits(argument);
      boolean isInteger = argument instanceof Argument.Word;
      if (isInteger && integers < INTEGERS.size()) {
        cpu.setGeneral(INTEGERS.get(integers++), bits);
      } else if (!isInteger && floats < FLOATS) {
        cpu.setVector(floats++, 0, bits);
      } else {
        onStack.add(bits);
      }
    }
    // Where the arguments end is a multiple of 16; vectors of 64 bytes are aligned by who needs it.
    int top = (stack.length - WORD * onStack.size() - 64) & -64;
    ByteBuffer words = ByteBuffer.wrap(stack).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < onStack.size(); i++) {
      words.putLong(top + WORD * i, onStack.get(i));
    }
    cpu.setGeneral(RAX, floats); // for functions that take any number of arguments
    cpu.setGeneral(RSP, STACK + top);
    cpu.call(entry);
  }

  private static long bits(Argument argument) {
    return switch (argument) {
      case Argument.Word(long value) -> value;
      case Argument.F32(float value) -> Float.floatToRawIntBits(value) & 0xFFFF_FFFFL;
      case Argument.F64(double value) -> Double.doubleToRawLongBits(value);
    };
  }
}
