package org.tosc.bench;

import org.tosc.backends.x86.asm.Assembler;
import org.tosc.backends.x86.asm.Base;
import org.tosc.backends.x86.asm.FusedMultiply;
import org.tosc.backends.x86.asm.Gpr;
import org.tosc.backends.x86.asm.Imm;
import org.tosc.backends.x86.asm.Label;
import org.tosc.backends.x86.asm.Mask;
import org.tosc.backends.x86.asm.Mem;
import org.tosc.backends.x86.asm.Vec;
import org.tosc.backends.x86.asm.VectorBits;
import org.tosc.backends.x86.asm.VectorFloat;
import org.tosc.backends.x86.asm.VectorMove;

/// How many instructions are written in a second: functions with a loop of moves, integer
/// arithmetic, fused multiplies with memory, under masks and with broadcasts, and jumps; all of
/// what an assembly costs is in the time, operands that are no constants too.
///
/// ```sh
/// bench/run encoder [ROUNDS]
/// ```
public final class EncoderBench {
  private static final int LOOPS = 100;
  private static final int FUNCTIONS = 500;

  /// Rounds until HotSpot has compiled the assembler.
  private static final int WARM = 40;

  private EncoderBench() {}

  /// @param nanos what an instruction takes on average
  record Rate(double nanos, double bytes) {}

  public static void main(String[] args) {
    int rounds = args.length == 0 ? 40 : Integer.parseInt(args[0]);
    for (int round = 0; round < rounds; round++) {
      Rate rate = rate();
      System.out.printf("%.1f M instructions/s, %.1f bytes each%n", 1e3 / rate.nanos, rate.bytes);
    }
  }

  /// The best of so many milliseconds, from the first time on that it is asked, warm.
  static double nanos(double millis) {
    double best = Double.MAX_VALUE;
    long end = System.nanoTime() + (long) (millis * 1e6);
    for (int i = 0; i < WARM || System.nanoTime() < end; i++) {
      best = Math.min(best, rate().nanos);
    }
    return best;
  }

  /// Measures once.
  static Rate rate() {
    long start = System.nanoTime();
    long instructions = 0;
    long bytes = 0;
    for (int i = 0; i < FUNCTIONS; i++) {
      Assembler asm = new Assembler();
      instructions += function(asm);
      bytes += asm.finish().size();
    }
    double nanos = System.nanoTime() - start;
    return new Rate(nanos / instructions, (double) bytes / instructions);
  }

  /// How many it wrote.
  private static int function(Assembler asm) {
    int written = 0;
    Mask k = new Mask(1);
    for (int i = 0; i < LOOPS; i++) {
      asm.emit(Base.MOV, Gpr.RAX, Gpr.RSI);
      asm.emit(Base.XOR, Gpr.RCX.as(32), Gpr.RCX.as(32));
      asm.emit(VectorBits.VPXOR, Vec.ymm(i & 15), Vec.ymm(1), Vec.ymm(1));
      Label loop = asm.here();
      for (int j = 0; j < 8; j++) {
        Mem place = Mem.of(512, Gpr.RDI, Gpr.RCX, 4, 64 * j);
        asm.emit(VectorMove.VMOVUPS, Vec.zmm(j), place);
        asm.emit(FusedMultiply.VFMADD231PS, Vec.zmm(16 + j), Vec.zmm(j), place);
        Mem one = Mem.of(32, Gpr.RSI, 4 * j).broadcast();
        asm.emit(FusedMultiply.VFMADD231PS, Vec.zmm(24 + j), Vec.zmm(j), one);
        asm.emit(VectorFloat.VADDPS, Vec.zmm(j).masked(k, true), Vec.zmm(16 + j), Vec.zmm(24 + j));
        asm.emit(VectorFloat.VADDPS, Vec.ymm(j), Vec.ymm(1), Vec.ymm(2));
      }
      Label end = asm.label();
      asm.emit(Base.ADD, Gpr.RCX, Imm.of(16));
      asm.emit(Base.MOV, Gpr.R8, Mem.of(64, Gpr.RSP, 8 * i));
      asm.emit(Base.CMP, Gpr.RCX, Gpr.R8);
      asm.emit(Base.JZ, end);
      asm.emit(Base.TEST, Gpr.RAX, Gpr.RAX);
      asm.emit(Base.JNZ, loop);
      asm.bind(end);
      asm.emit(Base.LEA, Gpr.RAX, Mem.of(64, Gpr.RAX, Gpr.RDX, 8, i));
      written += 3 + 8 * 5 + 7;
    }
    asm.emit(Base.RET);
    return written + 1;
  }
}
