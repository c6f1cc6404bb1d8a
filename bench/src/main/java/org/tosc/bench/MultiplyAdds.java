package org.tosc.bench;

import java.lang.invoke.MethodHandle;
import org.tosc.backends.x86.asm.Assembler;
import org.tosc.backends.x86.asm.Base;
import org.tosc.backends.x86.asm.Gpr;
import org.tosc.backends.x86.asm.Imm;
import org.tosc.backends.x86.asm.Label;
import org.tosc.backends.x86.asm.Opcode;
import org.tosc.backends.x86.asm.Vec;
import org.tosc.backends.x86.asm.VectorMove;
import org.tosc.backends.x86.code.InstructionSet;
import org.tosc.backends.x86.pool.CallMode;
import org.tosc.backends.x86.pool.CodePool;
import org.tosc.backends.x86.pool.NativeCall;
import org.tosc.backends.x86.pool.Signature;
import org.tosc.backends.x86.pool.Word;

/// Multiply-adds in registers that do not wait for each other, in the vectors of an instruction
/// set: what a core can do at most.
final class MultiplyAdds {
  /// More than latency times ports: 5 · 2.
  private static final int ACCUMULATORS = 12;

  private static final long REPEATS = 2_000;

  private final InstructionSet set;
  private final Operands operands;
  private final MethodHandle code;

  /// @param pool holds the code
  MultiplyAdds(InstructionSet set, Operands operands, CodePool pool) {
    this.set = set;
    this.operands = operands;
    this.code =
        NativeCall.of(Signature.ofVoid(Word.LONG), CallMode.PLAIN)
            .to(pool.install(code(set.lanes() * Float.SIZE, operands.multiplyAdd)), 0);
  }

  /// `f(rounds)`: independent multiply-adds of numbers that are 0.
  private static byte[] code(int bits, Opcode multiplyAdd) {
    Assembler asm = new Assembler();
    asm.emit(VectorMove.VZEROALL);
    Label again = asm.here();
    for (int i = 0; i < ACCUMULATORS; i++) {
      asm.emit(multiplyAdd, Vec.of(bits, i), Vec.of(bits, 14), Vec.of(bits, 15));
    }
    asm.emit(Base.SUB, Gpr.RDI, Imm.of(1));
    asm.emit(Base.JNZ, again);
    asm.emit(VectorMove.VZEROUPPER);
    asm.emit(Base.RET);
    return asm.finish().bytes();
  }

  /// The operations of a run; a multiply-add is two.
  double flops() {
    return 2.0 * operands.products * set.lanes() * ACCUMULATORS * REPEATS;
  }

  void run() throws Throwable {
    code.invokeExact(REPEATS);
  }
}
