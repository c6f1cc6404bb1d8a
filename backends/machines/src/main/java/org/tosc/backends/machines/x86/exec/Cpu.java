package org.tosc.backends.machines.x86.exec;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.x86.decode.Decoder;
import org.tosc.backends.machines.x86.isa.Decoded;
import org.tosc.backends.machines.x86.isa.Fault;
import org.tosc.backends.machines.x86.isa.Indirect;
import org.tosc.backends.machines.x86.isa.Instruction;
import org.tosc.backends.machines.x86.manual.Row;
import org.tosc.backends.machines.x86.text.Printer;

/// An x86-64 processor in user mode: registers, and programs that run until they return, trap or
/// use up their fuel.
///
/// ```java
/// var cpu = new Cpu(memory);
/// cpu.setGeneral(4, stackTop);
/// cpu.call(entry);
/// Outcome outcome = cpu.run(1_000_000);
/// ```
public final class Cpu {
  /// Where a program returns to when it is done; there is no memory.
  public static final long SENTINEL = 0x7FFF_FFFF_FFFF_F000L;

  private final Core core;
  private final Map<Long, Step> steps;
  private @Nullable Watcher watcher;

  /// An instruction that was decoded, with what it does.
  private record Step(Instruction instruction, Action action) {}

  /// Hears of every instruction before it is executed.
  @FunctionalInterface
  public interface Watcher {
    /// Is called before an instruction.
    ///
    /// @param cpu as it is before; [Cpu#pc] is where the instruction is, and [Cpu#address] tells
    ///   where its operands are
    void next(Cpu cpu, Instruction instruction);
  }

  public Cpu(Memory memory) {
    this(memory, new HashMap<>());
  }

  private Cpu(Memory memory, Map<Long, Step> steps) {
    core = new Core(memory);
    this.steps = steps;
  }

  /// A new processor for the same code, of which is known what this one decoded; one of the two
  /// runs at a time.
  ///
  /// @param memory with the same code at the same places
  public Cpu again(Memory memory) {
    return new Cpu(memory, steps);
  }

  /// A general register, by its number in encodings: rax, rcx, rdx, rbx, rsp, rbp, rsi, rdi, r8 …
  public long general(int number) {
    return core.general[number];
  }

  public void setGeneral(int number, long value) {
    core.general[number] = value;
  }

  /// 64 bits of a vector register, 0 to 7 from the lowest.
  public long vector(int number, int part) {
    return core.vectors[number * 8 + part];
  }

  public void setVector(int number, int part, long value) {
    core.vectors[number * 8 + part] = value;
  }

  public long mask(int number) {
    return core.masks[number];
  }

  public void setMask(int number, long value) {
    core.masks[number] = value;
  }

  /// RFLAGS, as pushf stores it.
  public long flags() {
    return core.flags.packed();
  }

  public void setFlags(long bits) {
    core.flags.unpack(bits);
  }

  public int mxcsr() {
    return core.mxcsr;
  }

  /// Rounding; what the model does not have traps when a program asks for it.
  public void setMxcsr(int value) {
    core.mxcsr = value;
  }

  public long pc() {
    return core.pc;
  }

  public void setPc(long address) {
    core.pc = address;
  }

  public void setSegmentBases(long fs, long gs) {
    core.fsBase = fs;
    core.gsBase = gs;
  }

  /// Sets who hears of instructions.
  public void watch(@Nullable Watcher by) {
    watcher = by;
  }

  /// Where a memory operand of the instruction is that a [Watcher] hears of; of a gather or
  /// scatter, where its index is 0.
  public long address(Indirect operand) {
    return core.address(operand);
  }

  /// Prepares a call: pushes the sentinel as return address. rsp must point to a stack.
  public void call(long entry) {
    core.push(SENTINEL, 8);
    core.pc = entry;
  }

  /// Executes until the program returns to the sentinel, or at most so many instructions.
  public Outcome run(long limit) {
    long start = core.executed;
    while (core.pc != SENTINEL) {
      if (core.executed - start >= limit) {
        return new Outcome.OutOfFuel(core.executed - start);
      }
      try {
        step();
      } catch (Stop stop) {
        Trap trap = new Trap(stop.kind, core.pc, textAt(core.pc), stop.detail());
        return new Outcome.Trapped(trap, core.executed - start);
      }
    }
    return new Outcome.Returned(core.executed - start);
  }

  private void step() {
    Step step = steps.get(core.pc);
    if (step == null) {
      step = decode(core.pc);
      steps.put(core.pc, step);
    }
    core.next = core.pc + step.instruction.length();
    if (watcher != null) {
      watcher.next(this, step.instruction);
    }
    step.action.run(core, step.instruction);
    core.pc = core.next;
    core.executed++;
  }

  private Step decode(long address) {
    byte[] code = new byte[Decoder.LONGEST];
    int count = core.memory.fetch(address, code);
    return switch (Decoder.decode(code, 0, count)) {
      case Fault fault -> {
        boolean unmodelled = fault.kind() == Fault.Kind.UNMODELLED;
        throw new Stop(unmodelled ? Trap.Kind.UNMODELLED : Trap.Kind.INVALID, fault.toString());
      }
      case Instruction i -> new Step(i, Meanings.of(i.row()));
    };
  }

  /// Whether the model executes a row; what it does not execute traps.
  public static boolean executes(Row row) {
    return Meanings.has(row);
  }

  private String textAt(long address) {
    byte[] code = new byte[Decoder.LONGEST];
    try {
      int count = core.memory.fetch(address, code);
      Decoded decoded = Decoder.decode(code, 0, count);
      return decoded instanceof Instruction i ? Printer.print(i, code, 0, address) : "(bad)";
    } catch (Stop nowhere) {
      return "no code";
    }
  }
}
