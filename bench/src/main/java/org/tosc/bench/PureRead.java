package org.tosc.bench;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import org.tosc.backends.x86.asm.Assembler;
import org.tosc.backends.x86.asm.Base;
import org.tosc.backends.x86.asm.Gpr;
import org.tosc.backends.x86.asm.Imm;
import org.tosc.backends.x86.asm.Label;
import org.tosc.backends.x86.asm.Mem;
import org.tosc.backends.x86.asm.Vec;
import org.tosc.backends.x86.asm.VectorBits;
import org.tosc.backends.x86.pool.CallMode;
import org.tosc.backends.x86.pool.CodePool;
import org.tosc.backends.x86.pool.NativeCall;
import org.tosc.backends.x86.pool.Signature;
import org.tosc.backends.x86.pool.Word;
import org.tosc.rt.team.Team;

/// Reads memory and does nothing else, in vectors of 64 bytes, each thread its part.
final class PureRead {
  private static final int LINE = 64;
  private static final int LINES = 8;
  private static final int ROUND = LINE * LINES;
  private static final int SUMS = 4;

  private static final class Code {
    private static final CodePool POOL = CodePool.open();
    private static final MethodHandle READ =
        NativeCall.of(Signature.ofVoid(Word.LONG, Word.LONG), CallMode.CRITICAL)
            .to(POOL.install(code()));
  }

  private final Team team;
  private final int threads;
  private final MemorySegment memory;

  PureRead(Team team, int threads, MemorySegment memory) {
    this.team = team;
    this.threads = threads;
    this.memory = memory;
  }

  void run() throws Throwable {
    team.run(threads, (part, parts) -> part(part, parts));
  }

  private void part(int part, int parts) throws Throwable {
    long rounds = memory.byteSize() / ROUND;
    long from = memory.address() + rounds * part / parts * ROUND;
    long to = memory.address() + rounds * (part + 1) / parts * ROUND;
    Code.READ.invokeExact(from, to);
  }

  /// A function of the first address and of that behind the last.
  private static byte[] code() {
    Assembler asm = new Assembler();
    for (int i = 0; i < SUMS; i++) {
      asm.emit(VectorBits.VPXORD, sum(i), sum(i), sum(i));
    }
    Label loop = asm.here();
    for (int i = 0; i < LINES; i++) {
      asm.emit(VectorBits.VPORD, sum(i % SUMS), sum(i % SUMS), Mem.of(512, Gpr.RDI, LINE * i));
    }
    asm.emit(Base.ADD, Gpr.RDI, Imm.of(ROUND));
    asm.emit(Base.CMP, Gpr.RDI, Gpr.RSI);
    asm.emit(Base.JB, loop);
    asm.emit(Base.RET);
    return asm.finish().bytes();
  }

  private static Vec sum(int i) {
    return Vec.of(512, i);
  }
}
