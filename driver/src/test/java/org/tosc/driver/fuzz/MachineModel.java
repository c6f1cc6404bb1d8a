package org.tosc.driver.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.x86.exec.Cpu;
import org.tosc.backends.machines.x86.exec.Memory;
import org.tosc.backends.machines.x86.exec.Outcome;
import org.tosc.backends.machines.x86.program.Call;
import org.tosc.backends.x86.code.KernelCode;
import org.tosc.tir.ir.Function;

/// Runs kernels on the model of an x86-64 processor, with nothing around each buffer.
final class MachineModel {
  private static final long CODE = 0x40_0000;
  private static final int STACK_BYTES = 1 << 16;
  private static final long BUFFERS = 0x1_0000_0000L;
  private static final long APART = 1L << 24;
  private static final long FUEL = 50_000_000;

  private MachineModel() {}

  /// Runs a kernel on buffers, which it changes; null where it ends well, otherwise what happened.
  static @Nullable String run(KernelCode code, Function entry, List<byte[]> buffers) {
    Memory memory = new Memory();
    memory.map("code", CODE, code.code().bytes(), Memory.Access.EXECUTE);
    List<Call.Argument> arguments = new ArrayList<>();
    for (int i = 0; i < buffers.size(); i++) {
      long address = BUFFERS + i * APART;
      memory.map("buffer " + i, address, buffers.get(i), Memory.Access.READ_WRITE);
      arguments.add(new Call.Argument.Word(address));
    }
    Cpu cpu = new Cpu(memory);
    long at = CODE + Objects.requireNonNull(code.entries().get(entry.symbol()));
    Call.prepare(cpu, memory, at, arguments, STACK_BYTES);
    return switch (cpu.run(FUEL)) {
      case Outcome.Returned _ -> null;
      case Outcome.Trapped trapped -> trapped.toString();
      case Outcome.OutOfFuel fuel -> fuel.toString();
    };
  }
}
