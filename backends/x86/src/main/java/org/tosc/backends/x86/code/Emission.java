package org.tosc.backends.x86.code;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tosc.backends.x86.asm.Assembler;
import org.tosc.backends.x86.asm.Base;
import org.tosc.backends.x86.asm.Gpr;
import org.tosc.backends.x86.asm.Imm;
import org.tosc.backends.x86.asm.Mask;
import org.tosc.backends.x86.asm.MaskOp;
import org.tosc.backends.x86.asm.Masked;
import org.tosc.backends.x86.asm.Mem;
import org.tosc.backends.x86.asm.Operand;
import org.tosc.backends.x86.asm.VectorMove;
import org.tosc.tir.source.Span;

/// Writes a routine whose registers are allocated: its frame, its instructions, and the moves that
/// calls need (System V ABI 1.0, section 3.2).
///
/// ```text
/// rsp ─► arguments of calls that registers do not hold
///        slots of registers that are in the frame, the wide ones first
///        saved registers
///        return address
///        own arguments that registers did not hold
/// ```
final class Emission {
  /// Where the first whole numbers and addresses of a call are.
  static final List<Integer> ARGUMENTS = List.of(7, 6, 2, 1, 8, 9);

  private static final int WORD = Long.BYTES;
  private static final int WIDE = 64;
  private static final int STACK_UNIT = 16;
  private static final int LOOP_UNIT = 32;

  private final Assembler asm;
  private final Allocation allocation;
  private final Routine routine;
  private final List<Gpr> saved = new ArrayList<>();
  private final int[] slotOffsets;
  private int frame;
  private boolean hasVectors;

  private Emission(Assembler asm, Allocation allocation) {
    this.asm = asm;
    this.allocation = allocation;
    this.routine = allocation.routine();
    this.slotOffsets = new int[allocation.inFrame().size()];
  }

  /// Writes it.
  ///
  /// @return the bytes of stack that it takes, with the return address
  static int emit(Allocation allocation, Assembler asm) {
    Emission emission = new Emission(asm, allocation);
    emission.plan();
    List<Line> lines = allocation.routine().lines();
    List<Span> spans = allocation.routine().spans();
    asm.from(spans.isEmpty() ? Span.NONE : spans.getFirst());
    emission.enter();
    for (int i = 0; i < lines.size(); i++) {
      asm.from(spans.get(i));
      emission.line(lines, i);
    }
    emission.leave();
    return emission.frame + (emission.saved.size() + 1) * WORD;
  }

  private void plan() {
    hasVectors = allocation.used(Bank.VECTOR) != 0;
    for (long left = allocation.used(Bank.GENERAL); left != 0; left &= left - 1) {
      int number = Long.numberOfTrailingZeros(left);
      if (Bank.GENERAL.survivesCalls(number)) {
        saved.add(Gpr.of(64, number));
      }
    }
    int outgoing =
        routine.lines().stream()
            .mapToInt(l -> l instanceof Line.Call c ? c.arguments().size() - ARGUMENTS.size() : 0)
            .max()
            .orElse(0);
    frame = Math.max(0, outgoing) * WORD;
    place(true);
    place(false);
    if (routine.lines().stream().anyMatch(Line.Call.class::isInstance)) {
      int pushed = saved.size() * WORD + WORD;
      frame += -(frame + pushed) & (STACK_UNIT - 1);
    }
  }

  private void place(boolean areWide) {
    List<Virtual> inFrame = allocation.inFrame();
    for (int slot = 0; slot < slotOffsets.length; slot++) {
      if (areWide == (inFrame.get(slot).bank() == Bank.VECTOR)) {
        slotOffsets[slot] = frame;
        frame += areWide ? WIDE : WORD;
      }
    }
  }

  private void enter() {
    asm.align(LOOP_UNIT);
    asm.bind(routine.entry());
    saved.forEach(r -> asm.emit(Base.PUSH, r));
    if (frame > 0) {
      asm.emit(Base.SUB, Gpr.RSP, Imm.of(frame));
    }
    Map<Integer, Integer> moves = new LinkedHashMap<>();
    List<Virtual> params = routine.params();
    for (int i = 0; i < Math.min(params.size(), ARGUMENTS.size()); i++) {
      Virtual param = params.get(i);
      if (allocation.isInRegister(param)) {
        moves.put(allocation.number(param), ARGUMENTS.get(i));
      } else if (allocation.isInFrame(param)) {
        asm.emit(Base.MOV, slot(param), Gpr.of(64, ARGUMENTS.get(i)));
      }
    }
    move(moves);
    for (int i = ARGUMENTS.size(); i < params.size(); i++) {
      int above = frame + (saved.size() + 1 + i - ARGUMENTS.size()) * WORD;
      Mem from = Mem.of(64, Gpr.RSP, above);
      Virtual param = params.get(i);
      if (allocation.isInRegister(param)) {
        asm.emit(Base.MOV, general(param), from);
      } else if (allocation.isInFrame(param)) {
        asm.emit(Base.MOV, Gpr.RAX, from);
        asm.emit(Base.MOV, slot(param), Gpr.RAX);
      }
    }
  }

  private Gpr general(Virtual v) {
    return Gpr.of(64, allocation.number(v));
  }

  private Mem slot(Virtual v) {
    return slot(allocation.slot(v), 64);
  }

  private Mem slot(int slot, int bits) {
    return Mem.of(bits, Gpr.RSP, slotOffsets[slot]);
  }

  private void move(Map<Integer, Integer> moves) {
    for (ParallelMoves.Step step : ParallelMoves.inOrder(moves, Gpr.RAX.number())) {
      asm.emit(Base.MOV, Gpr.of(64, step.to()), Gpr.of(64, step.from()));
    }
  }

  private void leave() {
    if (frame > 0) {
      asm.emit(Base.ADD, Gpr.RSP, Imm.of(frame));
    }
    saved.reversed().forEach(r -> asm.emit(Base.POP, r));
    if (routine.isExported() && hasVectors) {
      asm.emit(VectorMove.VZEROUPPER);
    }
    asm.emit(Base.RET);
  }

  private void line(List<Line> lines, int i) {
    switch (lines.get(i)) {
      case Line.Insn insn -> insn(insn);
      case Line.Move(Virtual to, Virtual from, int bits) -> move(to, from, bits);
      case Line.Bind(var label) -> asm.bind(label);
      case Line.Jump(var opcode, var target) -> asm.emit(opcode, target);
      case Line.LoopStart(int loop) -> {
        if (isInnermost(lines, i, loop)) {
          asm.align(LOOP_UNIT);
        }
      }
      case Line.LoopEnd _ -> {}
      case Line.Call call -> call(call);
      case Line.Divide divide -> divide(divide);
    }
  }

  private static boolean isInnermost(List<Line> lines, int start, int loop) {
    for (int i = start + 1; i < lines.size(); i++) {
      if (lines.get(i) instanceof Line.LoopStart) {
        return false;
      }
      if (lines.get(i) instanceof Line.LoopEnd(int ended) && ended == loop) {
        return true;
      }
    }
    return true;
  }

  private void insn(Line.Insn insn) {
    Operand[] operands = new Operand[insn.args().size()];
    for (int i = 0; i < operands.length; i++) {
      operands[i] = operand(insn.args().get(i));
    }
    asm.emit(insn.opcode(), operands);
  }

  private Operand operand(Arg arg) {
    return switch (arg) {
      case Arg.Reg(Virtual v, int bits) -> v.bank().register(allocation.number(v), bits);
      case Arg.Address a -> memory(a);
      case Arg.Literal(var label, int bits, boolean isBroadcast) ->
          isBroadcast ? Mem.at(bits, label).broadcast() : Mem.at(bits, label);
      case Arg.Spilled(int slot, int bits) -> slot(slot, bits);
      case Arg.Immediate(long value) -> Imm.of(value);
      case Arg.Under(Arg.Reg(Virtual v, int bits), Virtual mask, Arg.Outside outside) ->
          new Masked(
              v.bank().register(allocation.number(v), bits),
              mask(mask),
              outside == Arg.Outside.ZERO);
      case Arg.UnderAt(Arg.Address a, Virtual mask) -> memory(a).masked(mask(mask));
    };
  }

  private Mask mask(Virtual v) {
    return new Mask(allocation.number(v));
  }

  private Mem memory(Arg.Address a) {
    // A place without a width is that of an instruction which only computes it.
    int bits = a.bits() == 0 ? 64 : a.bits();
    return new Mem(
        bits,
        a.isBroadcast(),
        a.base() == null ? null : general(a.base()),
        a.index() == null ? null : general(a.index()),
        a.scale(),
        a.displacement(),
        null);
  }

  private void move(Virtual to, Virtual from, int bits) {
    int target = allocation.number(to);
    int source = allocation.number(from);
    if (target == source) {
      return;
    }
    switch (to.bank()) {
      case GENERAL -> asm.emit(Base.MOV, Gpr.of(64, target), Gpr.of(64, source));
      case VECTOR ->
          asm.emit(
              VectorMove.VMOVAPS,
              to.bank().register(target, bits),
              from.bank().register(source, bits));
      case MASK -> asm.emit(MaskOp.KMOVQ, new Mask(target), new Mask(source));
    }
  }

  private void call(Line.Call call) {
    List<Virtual> arguments = call.arguments();
    for (int i = ARGUMENTS.size(); i < arguments.size(); i++) {
      Virtual argument = arguments.get(i);
      Gpr from = Gpr.RAX;
      if (allocation.isInRegister(argument)) {
        from = general(argument);
      } else {
        asm.emit(Base.MOV, Gpr.RAX, slot(argument));
      }
      asm.emit(Base.MOV, Mem.of(64, Gpr.RSP, (i - ARGUMENTS.size()) * WORD), from);
    }
    Map<Integer, Integer> moves = new LinkedHashMap<>();
    Map<Integer, Virtual> loads = new LinkedHashMap<>();
    for (int i = 0; i < Math.min(arguments.size(), ARGUMENTS.size()); i++) {
      Virtual argument = arguments.get(i);
      if (allocation.isInRegister(argument)) {
        moves.put(ARGUMENTS.get(i), allocation.number(argument));
      } else {
        loads.put(ARGUMENTS.get(i), argument);
      }
    }
    move(moves);
    loads.forEach((to, v) -> asm.emit(Base.MOV, Gpr.of(64, to), slot(v)));
    asm.emit(Base.CALL, call.target());
  }

  /// `idiv` divides `edx:eax` (Intel SDM volume 2, IDIV).
  private void divide(Line.Divide divide) {
    asm.emit(Base.MOV, Gpr.RAX, place(divide.a()));
    asm.emit(Base.CDQ);
    Operand divisor = place(divide.b());
    asm.emit(Base.IDIV, divisor instanceof Gpr g ? (Operand) g.as(32) : ((Mem) divisor).as(32));
    Gpr result = divide.isRest() ? Gpr.RDX : Gpr.RAX;
    if (allocation.isInRegister(divide.to())) {
      asm.emit(Base.MOVSXD, general(divide.to()), result.as(32));
    } else {
      asm.emit(Base.MOVSXD, Gpr.RAX, result.as(32));
      asm.emit(Base.MOV, slot(divide.to()), Gpr.RAX);
    }
  }

  private Operand place(Virtual v) {
    return allocation.isInRegister(v) ? general(v) : slot(v);
  }
}
