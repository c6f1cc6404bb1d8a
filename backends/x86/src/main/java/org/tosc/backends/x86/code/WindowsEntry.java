package org.tosc.backends.x86.code;

import java.util.List;
import org.tosc.backends.x86.asm.Assembler;
import org.tosc.backends.x86.asm.Base;
import org.tosc.backends.x86.asm.Gpr;
import org.tosc.backends.x86.asm.Imm;
import org.tosc.backends.x86.asm.Label;
import org.tosc.backends.x86.asm.Mem;
import org.tosc.backends.x86.asm.Vec;
import org.tosc.backends.x86.asm.VectorMove;

/// Where Windows enters a function that is written for System V: it puts the parameters where that
/// looks for them and keeps what callers rely on there and not here, `rdi`, `rsi` and the lower
/// halves of `ymm6` to `ymm15` (Microsoft, "x64 calling convention", "Caller/callee saved
/// registers").
///
/// ```text
/// rsp ─► parameters from the seventh on, for the function
///        xmm registers
///        rsi, rdi, return address
///        32 bytes for the callee
///        parameters from the fifth on
/// ```
final class WindowsEntry {
  private static final List<Gpr> FIRST = List.of(Gpr.RCX, Gpr.RDX, Gpr.R8, Gpr.R9);
  private static final List<Integer> KEPT = List.of(6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  private static final int CALLEES = 32;
  private static final int WORD = Long.BYTES;
  private static final int XMM = 16;

  /// The stack grows by one page at a time, below the last that was touched (Microsoft, "x64 stack
  /// usage", `__chkstk`).
  private static final int PAGE = 4096;

  private final Assembler asm;
  private final List<Integer> saved;
  private final int below;
  private final int frame;

  private WindowsEntry(Assembler asm, int params, long vectors) {
    this.asm = asm;
    this.saved = KEPT.stream().filter(v -> (vectors >> v & 1) != 0).toList();
    int words = Math.max(0, params - Emission.ARGUMENTS.size()) * WORD;
    this.below = (words + XMM - 1) & -XMM;
    // With the two pushed registers and the return address a multiple of 16.
    this.frame = below + saved.size() * XMM + WORD;
  }

  /// @param vectors the registers that the function and those that it calls write: a bit for each
  /// @param stack how much of it they take at most
  static void emit(
      Assembler asm, Label entry, Label function, int params, long vectors, int stack) {
    WindowsEntry windows = new WindowsEntry(asm, params, vectors);
    asm.align(XMM);
    asm.bind(entry);
    windows.enter(stack);
    windows.parameters(params);
    asm.emit(Base.CALL, function);
    windows.leave();
  }

  private void enter(int stack) {
    asm.emit(Base.PUSH, Gpr.RDI);
    asm.emit(Base.PUSH, Gpr.RSI);
    for (int at = PAGE; at < frame + stack + PAGE && frame + stack > PAGE; at += PAGE) {
      asm.emit(Base.TEST, Mem.of(64, Gpr.RSP, -at), Gpr.RAX);
    }
    asm.emit(Base.SUB, Gpr.RSP, Imm.of(frame));
    for (int i = 0; i < saved.size(); i++) {
      asm.emit(VectorMove.VMOVAPS, place(i), Vec.xmm(saved.get(i)));
    }
  }

  private Mem place(int i) {
    return Mem.of(128, Gpr.RSP, below + i * XMM);
  }

  /// None is overwritten before it is read: of the first four each moves to a register that none of
  /// those behind it is in.
  private void parameters(int params) {
    for (int i = 0; i < params; i++) {
      boolean isOnStack = i >= FIRST.size();
      int behind = frame + 3 * WORD + CALLEES + (i - FIRST.size()) * WORD;
      if (i < Emission.ARGUMENTS.size()) {
        Gpr to = Gpr.of(64, Emission.ARGUMENTS.get(i));
        asm.emit(Base.MOV, to, isOnStack ? Mem.of(64, Gpr.RSP, behind) : FIRST.get(i));
      } else {
        asm.emit(Base.MOV, Gpr.RAX, Mem.of(64, Gpr.RSP, behind));
        int to = (i - Emission.ARGUMENTS.size()) * WORD;
        asm.emit(Base.MOV, Mem.of(64, Gpr.RSP, to), Gpr.RAX);
      }
    }
  }

  private void leave() {
    for (int i = 0; i < saved.size(); i++) {
      asm.emit(VectorMove.VMOVAPS, Vec.xmm(saved.get(i)), place(i));
    }
    asm.emit(Base.ADD, Gpr.RSP, Imm.of(frame));
    asm.emit(Base.POP, Gpr.RSI);
    asm.emit(Base.POP, Gpr.RDI);
    asm.emit(Base.RET);
  }
}
