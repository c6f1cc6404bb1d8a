package org.tosc.driver.cost;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.tosc.backends.machines.x86.cost.InnerLoop;
import org.tosc.backends.x86.asm.Assembler;
import org.tosc.backends.x86.asm.Base;
import org.tosc.backends.x86.asm.Gpr;
import org.tosc.backends.x86.asm.Imm;
import org.tosc.backends.x86.asm.Mask;
import org.tosc.backends.x86.asm.MaskOp;
import org.tosc.backends.x86.asm.Mem;
import org.tosc.backends.x86.asm.Vec;
import org.tosc.backends.x86.asm.VectorMove;

/// Runs one loop of some code, from registers that are given, as often as it is told.
///
/// The code stays as it is, but for what stands behind the loop: there it jumps to what counts the
/// runs. Runs that begin at one of the first rounds and such that begin later differ in the rounds
/// between alone, so their difference is the loop's own. At which of some rounds each begins
/// changes by chance, so that no branch predictor knows the last one in either.
final class LoopTimer {
  private static final int LINE = 64;
  private static final int STARTS = 16;
  private static final int VECTORS = 24;

  /// Of beginnings, before they come again: a power of two.
  private static final int CHANCES = 64;

  private static final int RUNS = 8;
  private static final int JUMP = 5;
  private static final int JUMP_IF = 6;

  /// What a timed call takes, about.
  private static final int CYCLES = 60_000;

  private static final byte[] LFENCE = {0x0F, (byte) 0xAE, (byte) 0xE8};

  private static final List<Gpr> SAVED =
      List.of(Gpr.RBX, Gpr.RBP, Gpr.R12, Gpr.R13, Gpr.R14, Gpr.R15);

  private final CycleClock clock;
  private final int bursts;

  LoopTimer(CycleClock clock, int bursts) {
    this.clock = clock;
    this.bursts = bursts;
  }

  /// Cycles that a round takes.
  double cyclesPerRound(byte[] kernel, ModelRun.Entered entered, Arena arena) {
    MemorySegment registers = arena.allocate(MachineState.BYTES, LINE);
    entered.first().store(registers);
    MemorySegment early = starts(entered.early(), arena);
    MemorySegment late = starts(entered.late(), arena);
    MemorySegment cell = arena.allocate(LINE, LINE);
    cell.set(ValueLayout.JAVA_LONG, VECTORS, registers.address());
    int at = (kernel.length + LINE - 1) & -LINE;
    MethodHandle code = clock.handle(harness(kernel, at, entered.loop(), cell.address()), at);
    clock.cycles(1, new CycleClock.Timed(code, CHANCES, early.address()));
    double once =
        clock.cycles(5, new CycleClock.Timed(code, CHANCES, early.address()))[0] / CHANCES;
    long runs = Math.max(1, Math.round(CYCLES / once / CHANCES)) * CHANCES;
    double[] cycles =
        clock.cycles(
            bursts,
            new CycleClock.Timed(code, runs, early.address()),
            new CycleClock.Timed(code, runs, late.address()));
    return (cycles[0] - cycles[1]) / runs / entered.apart();
  }

  /// Addresses of general registers, by chance.
  private static MemorySegment starts(List<MachineState> states, Arena arena) {
    List<MemorySegment> stored = new ArrayList<>();
    for (MachineState state : states) {
      MemorySegment memory = arena.allocate(MachineState.MASKS, LINE);
      state.store(memory);
      stored.add(memory);
    }
    List<MemorySegment> order = new ArrayList<>();
    for (int i = 0; i < CHANCES; i++) {
      order.add(stored.get(i % stored.size()));
    }
    Collections.shuffle(order, new Random(CHANCES));
    MemorySegment table = arena.allocate((long) Long.BYTES * CHANCES, LINE);
    for (int i = 0; i < CHANCES; i++) {
      table.setAtIndex(ValueLayout.JAVA_LONG, i, order.get(i).address());
    }
    return table;
  }

  /// The kernel, and behind it a function of a number of runs and a table of registers to begin
  /// with.
  private static byte[] harness(byte[] kernel, int at, InnerLoop loop, long cell) {
    byte[] enter = assemble(asm -> enter(asm, cell));
    byte[] load = assemble(LoopTimer::load);
    byte[] count = count(cell);
    byte[] leave = assemble(LoopTimer::leave);
    int loadAt = at + enter.length;
    int countAt = loadAt + load.length + JUMP;
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(kernel);
    all.writeBytes(new byte[at - kernel.length]);
    all.writeBytes(enter);
    all.writeBytes(load);
    all.writeBytes(jump(JUMP, loop.head() - countAt));
    all.writeBytes(count);
    all.writeBytes(jump(JUMP_IF, loadAt - (countAt + count.length + JUMP_IF)));
    all.writeBytes(leave);
    byte[] code = all.toByteArray();
    byte[] out = jump(JUMP, countAt - (loop.end() + JUMP));
    System.arraycopy(out, 0, code, loop.end(), JUMP);
    return code;
  }

  private static byte[] assemble(Consumer<Assembler> text) {
    Assembler asm = new Assembler();
    text.accept(asm);
    return asm.finish().bytes();
  }

  private static void enter(Assembler asm, long cell) {
    SAVED.forEach(r -> asm.emit(Base.PUSH, r));
    asm.emit(Base.MOV, Gpr.RAX, Imm.of(cell));
    asm.emit(Base.MOV, Mem.of(64, Gpr.RAX, 0), Gpr.RSP);
    asm.emit(Base.MOV, Mem.of(64, Gpr.RAX, RUNS), Gpr.RDI);
    asm.emit(Base.MOV, Mem.of(64, Gpr.RAX, STARTS), Gpr.RSI);
  }

  private static void load(Assembler asm) {
    asm.emit(Base.MOV, Gpr.RCX, Mem.of(64, Gpr.RAX, RUNS));
    asm.emit(Base.AND, Gpr.RCX, Imm.of(CHANCES - 1));
    asm.emit(Base.MOV, Gpr.RDX, Mem.of(64, Gpr.RAX, STARTS));
    asm.emit(Base.MOV, Gpr.RCX, Mem.of(64, Gpr.RDX, Gpr.RCX, 8, 0));
    asm.emit(Base.MOV, Gpr.RAX, Mem.of(64, Gpr.RAX, VECTORS));
    for (int i = 0; i < 32; i++) {
      asm.emit(
          VectorMove.VMOVUPS, Vec.zmm(i), Mem.of(512, Gpr.RAX, MachineState.VECTORS + LINE * i));
    }
    for (int i = 0; i < 8; i++) {
      asm.emit(MaskOp.KMOVQ, new Mask(i), Mem.of(64, Gpr.RAX, MachineState.MASKS + 8 * i));
    }
    asm.emit(Base.MOV, Gpr.RAX, Gpr.RCX);
    for (int i = 1; i < 16; i++) {
      asm.emit(Base.MOV, Gpr.of(64, i), Mem.of(64, Gpr.RAX, 8 * i));
    }
    asm.emit(Base.MOV, Gpr.RAX, Mem.of(64, Gpr.RAX, 0));
  }

  /// The next run begins when this one has ended (`lfence`): runs that overlap would hide what the
  /// loop waits for.
  private static byte[] count(long cell) {
    byte[] counted =
        assemble(
            asm -> {
              asm.emit(Base.MOV, Gpr.RAX, Imm.of(cell));
              asm.emit(Base.DEC, Mem.of(64, Gpr.RAX, RUNS));
            });
    byte[] all = new byte[LFENCE.length + counted.length];
    System.arraycopy(LFENCE, 0, all, 0, LFENCE.length);
    System.arraycopy(counted, 0, all, LFENCE.length, counted.length);
    return all;
  }

  private static void leave(Assembler asm) {
    asm.emit(Base.MOV, Gpr.RSP, Mem.of(64, Gpr.RAX, 0));
    SAVED.reversed().forEach(r -> asm.emit(Base.POP, r));
    asm.emit(VectorMove.VZEROUPPER);
    asm.emit(Base.RET);
  }

  /// `jmp` or `jnz` over a distance from its end.
  private static byte[] jump(int bytes, int distance) {
    byte[] code = new byte[bytes];
    code[0] = (byte) (bytes == JUMP ? 0xE9 : 0x0F);
    code[1] = (byte) 0x85;
    for (int i = 0; i < Integer.BYTES; i++) {
      code[bytes - Integer.BYTES + i] = (byte) (distance >> (Byte.SIZE * i));
    }
    return code;
  }
}
