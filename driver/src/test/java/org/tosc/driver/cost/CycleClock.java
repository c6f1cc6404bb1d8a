package org.tosc.driver.cost;

import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import org.tosc.backends.x86.asm.Assembler;
import org.tosc.backends.x86.asm.Base;
import org.tosc.backends.x86.asm.Gpr;
import org.tosc.backends.x86.asm.Imm;
import org.tosc.backends.x86.asm.Label;
import org.tosc.backends.x86.pool.CallMode;
import org.tosc.backends.x86.pool.CodePool;
import org.tosc.backends.x86.pool.Kernel;
import org.tosc.backends.x86.pool.NativeCall;
import org.tosc.backends.x86.pool.Signature;
import org.tosc.backends.x86.pool.Word;

/// Times code in cycles of the core, without a counter of them: against a chain of products of
/// general registers, 3 cycles each on every core of the last ten years (Fog, instruction tables).
///
/// Clocks move in steps, and others use the machine: chain and code run in one burst, again and
/// again, and bursts whose chains before and behind differ are left out.
final class CycleClock implements AutoCloseable {
  private static final int CHAIN = 100;
  private static final int PRODUCT = 3;
  private static final long ROUNDS = 300;
  private static final double SAME = 1.01;
  private static final Signature TWO = Signature.ofVoid(Word.LONG, Word.LONG);

  private final CodePool pool = CodePool.open();
  private final Timed chain;

  CycleClock() {
    Assembler asm = new Assembler();
    Label loop = asm.here();
    for (int i = 0; i < CHAIN; i++) {
      asm.emit(Base.IMUL, Gpr.RAX, Gpr.RAX);
    }
    asm.emit(Base.SUB, Gpr.RDI, Imm.of(1));
    asm.emit(Base.JNZ, loop);
    asm.emit(Base.RET);
    byte[] code = asm.finish().bytes();
    chain = new Timed(handle(code, 0), ROUNDS, 0);
  }

  /// Code that can be called, and with what.
  ///
  /// @param first the first argument, of 64 bits
  record Timed(MethodHandle code, long first, long second) {
    double nanos() {
      long from = System.nanoTime();
      try {
        code.invokeExact(first, second);
      } catch (Throwable fault) {
        throw new IllegalStateException(fault);
      }
      return System.nanoTime() - from;
    }
  }

  /// A function of two numbers of 64 bits that begins somewhere in some code.
  MethodHandle handle(byte[] code, int at) {
    Kernel kernel = pool.install(code);
    return NativeCall.of(TWO, CallMode.PLAIN).to(kernel, at);
  }

  /// The cycles that each takes when they run in turn: what a tenth of the bursts stays below. The
  /// very least may be of a burst whose chains were held up alike.
  double[] cycles(int bursts, Timed... codes) {
    List<List<Double>> taken = new ArrayList<>();
    for (Timed _ : codes) {
      taken.add(new ArrayList<>());
    }
    for (int burst = 0; burst < bursts || taken.stream().anyMatch(List::isEmpty); burst++) {
      for (int i = 0; i < codes.length; i++) {
        double before = chain.nanos();
        double nanos = codes[i].nanos();
        double after = chain.nanos();
        if (before < after * SAME && after < before * SAME) {
          double cycle = Math.min(before, after) / (ROUNDS * CHAIN * PRODUCT);
          taken.get(i).add(nanos / cycle);
        }
      }
    }
    return taken.stream()
        .mapToDouble(all -> all.stream().sorted().toList().get(all.size() / 10))
        .toArray();
  }

  @Override
  public void close() {
    pool.close();
  }
}
