package org.tosc.bench;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;
import org.tosc.backends.x86.asm.Assembler;
import org.tosc.backends.x86.asm.Base;
import org.tosc.backends.x86.asm.Gpr;
import org.tosc.backends.x86.asm.Imm;
import org.tosc.backends.x86.asm.Label;
import org.tosc.backends.x86.asm.Mem;
import org.tosc.backends.x86.pool.CallMode;
import org.tosc.backends.x86.pool.CodePool;
import org.tosc.backends.x86.pool.NativeCall;
import org.tosc.backends.x86.pool.Signature;
import org.tosc.backends.x86.pool.Word;

/// Calls a function many times with the same arguments, as a loop in C does: a call from Java would
/// take as long as the smallest products, and not the same time for all of them.
final class CallLoop {
  private static final List<Gpr> ARGUMENTS =
      List.of(Gpr.RDI, Gpr.RSI, Gpr.RDX, Gpr.RCX, Gpr.R8, Gpr.R9);

  private static final List<Gpr> SAVED = List.of(Gpr.RBX, Gpr.R12, Gpr.R13);
  private static final int LINE = 32;

  private final MethodHandle loop;

  CallLoop(CodePool pool) {
    this.loop =
        NativeCall.of(Signature.ofVoid(Word.LONG, Word.LONG, Word.LONG), CallMode.PLAIN)
            .to(pool.install(code()), 0);
  }

  /// `f(count, code, arguments)`; three registers saved make the stack even for calls (System V ABI
  /// 1.0, section 3.2.2).
  private static byte[] code() {
    Assembler asm = new Assembler();
    SAVED.forEach(r -> asm.emit(Base.PUSH, r));
    for (int i = 0; i < SAVED.size(); i++) {
      asm.emit(Base.MOV, SAVED.get(i), ARGUMENTS.get(i));
    }
    asm.align(LINE);
    Label again = asm.here();
    for (int i = 0; i < ARGUMENTS.size(); i++) {
      asm.emit(Base.MOV, ARGUMENTS.get(i), Mem.of(64, Gpr.R13, i * Long.BYTES));
    }
    asm.emit(Base.CALL, Gpr.R12);
    asm.emit(Base.SUB, Gpr.RBX, Imm.of(1));
    asm.emit(Base.JNZ, again);
    SAVED.reversed().forEach(r -> asm.emit(Base.POP, r));
    asm.emit(Base.RET);
    return asm.finish().bytes();
  }

  /// Places for the arguments of a function, those behind the last 0.
  static MemorySegment arguments(Arena arena, List<MemorySegment> buffers) {
    if (buffers.size() > ARGUMENTS.size()) {
      throw new IllegalArgumentException(buffers.size() + " arguments are more than registers");
    }
    MemorySegment all = arena.allocate(ValueLayout.JAVA_LONG, ARGUMENTS.size());
    for (int i = 0; i < buffers.size(); i++) {
      all.setAtIndex(ValueLayout.JAVA_LONG, i, buffers.get(i).address());
    }
    return all;
  }

  /// Nanoseconds of a call, on average.
  double nanos(long count, long code, MemorySegment arguments) {
    long start = System.nanoTime();
    try {
      loop.invokeExact(count, code, arguments.address());
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
    return (System.nanoTime() - start) / (double) count;
  }
}
