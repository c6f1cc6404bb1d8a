package org.tosc.driver.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.x86.exec.Cpu;
import org.tosc.backends.machines.x86.exec.Memory;
import org.tosc.backends.machines.x86.exec.Outcome;
import org.tosc.backends.x86.code.KernelCode;
import org.tosc.tir.ir.Function;

/// Runs kernels on the model of an x86-64 processor, with nothing around each buffer.
final class MachineModel {
  private static final long CODE = 0x40_0000;
  private static final long STACK = 0x7000_0000;
  private static final int STACK_BYTES = 1 << 16;
  private static final long BUFFERS = 0x1_0000_0000L;
  private static final long APART = 1L << 24;
  private static final long FUEL = 50_000_000;
  private static final int RSP = 4;

  /// Where arguments go first (System V ABI 1.0, figure 3.4): rdi, rsi, rdx, rcx, r8, r9.
  private static final List<Integer> ARGUMENTS = List.of(7, 6, 2, 1, 8, 9);

  private MachineModel() {}

  /// Runs a kernel on buffers, which it changes; null where it ends well, otherwise what happened.
  static @Nullable String run(KernelCode code, Function entry, List<byte[]> buffers) {
    Memory memory = new Memory();
    memory.map("code", CODE, code.code().bytes(), Memory.Access.EXECUTE);
    byte[] stack = new byte[STACK_BYTES];
    memory.map("stack", STACK, stack, Memory.Access.READ_WRITE);
    Cpu cpu = new Cpu(memory);
    int onStack = Math.max(0, buffers.size() - ARGUMENTS.size());
    int top = (STACK_BYTES - 8 * onStack - 64) & -16;
    ByteBuffer words = ByteBuffer.wrap(stack).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < buffers.size(); i++) {
      long address = BUFFERS + i * APART;
      memory.map("buffer " + i, address, buffers.get(i), Memory.Access.READ_WRITE);
      if (i < ARGUMENTS.size()) {
        cpu.setGeneral(ARGUMENTS.get(i), address);
      } else {
        words.putLong(top + 8 * (i - ARGUMENTS.size()), address);
      }
    }
    cpu.setGeneral(RSP, STACK + top);
    cpu.call(CODE + Objects.requireNonNull(code.entries().get(entry.symbol())));
    return switch (cpu.run(FUEL)) {
      case Outcome.Returned _ -> null;
      case Outcome.Trapped trapped -> trapped.toString();
      case Outcome.OutOfFuel fuel -> fuel.toString();
    };
  }
}
