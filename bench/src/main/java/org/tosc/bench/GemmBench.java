package org.tosc.bench;

import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.tosc.backends.api.KernelTarget.Outcome;
import org.tosc.backends.api.NativeKernel;
import org.tosc.backends.x86.X86Kernels;
import org.tosc.backends.x86.asm.Assembler;
import org.tosc.backends.x86.asm.Base;
import org.tosc.backends.x86.asm.FusedMultiply;
import org.tosc.backends.x86.asm.Gpr;
import org.tosc.backends.x86.asm.Imm;
import org.tosc.backends.x86.asm.Label;
import org.tosc.backends.x86.asm.Vec;
import org.tosc.backends.x86.asm.VectorMove;
import org.tosc.backends.x86.code.InstructionSet;
import org.tosc.backends.x86.cpu.CpuFeatures;
import org.tosc.backends.x86.pool.CallMode;
import org.tosc.backends.x86.pool.CodePool;
import org.tosc.backends.x86.pool.NativeCall;
import org.tosc.backends.x86.pool.Signature;
import org.tosc.backends.x86.pool.Word;
import org.tosc.passes.kernelize.Kernelize;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;
import org.tosc.tir.source.Source;
import org.tosc.tir.text.Reader;

/// Products of square matrices of `f32` as machine code, both operands packed in the call, beside
/// the multiply-adds that the same vectors do in registers: best of many short windows, each of a
/// product between two of the peak.
///
/// ```sh
/// bench/run gemm [x86-64-v3|x86-64-v4] [SIZE ...]
/// ```
public final class GemmBench {
  private static final List<Integer> SIZES = List.of(64, 100, 128, 256, 333, 512, 768, 1000, 1024);
  private static final int ROUNDS = 150;
  private static final long WINDOW = 2_000_000;
  private static final long LEAST = 3_000_000_000L;

  /// More than latency times ports: 4 · 2.
  private static final int ACCUMULATORS = 12;

  private static final long REPEATS = 2_000;

  private final PrintStream out;
  private final InstructionSet set;
  private final MethodHandle multiplyAdds;

  private GemmBench(PrintStream out, InstructionSet set, CodePool pool) {
    this.out = out;
    this.set = set;
    this.multiplyAdds = multiplyAdds(pool);
  }

  /// Measures the sizes, or some of its own.
  public static void main(String[] args) {
    List<String> words = new ArrayList<>(List.of(args));
    InstructionSet named = words.isEmpty() ? null : InstructionSet.ofLevel(words.getFirst());
    if (named != null) {
      words.removeFirst();
    }
    InstructionSet set = named != null ? named : InstructionSet.best(CpuFeatures.host());
    X86Kernels target = new X86Kernels(set);
    if (target.obstacle() != null) {
      System.err.println("not measured: " + target.obstacle());
      return;
    }
    try (CodePool pool = CodePool.open()) {
      List<Integer> sizes = words.isEmpty() ? SIZES : words.stream().map(Integer::valueOf).toList();
      new GemmBench(System.out, set, pool).run(target, sizes);
    }
  }

  /// `f(rounds)`: independent multiply-adds of numbers that are 0.
  private MethodHandle multiplyAdds(CodePool pool) {
    Assembler asm = new Assembler();
    int bits = set.lanes() * Float.SIZE;
    asm.emit(VectorMove.VZEROALL);
    Label again = asm.here();
    for (int i = 0; i < ACCUMULATORS; i++) {
      asm.emit(FusedMultiply.VFMADD231PS, Vec.of(bits, i), Vec.of(bits, 14), Vec.of(bits, 15));
    }
    asm.emit(Base.SUB, Gpr.RDI, Imm.of(1));
    asm.emit(Base.JNZ, again);
    asm.emit(VectorMove.VZEROUPPER);
    asm.emit(Base.RET);
    return NativeCall.of(Signature.ofVoid(Word.LONG), CallMode.PLAIN)
        .to(pool.install(asm.finish().bytes()), 0);
  }

  private void run(X86Kernels target, List<Integer> sizes) {
    out.printf("%-8s %12s %10s %12s %8s%n", "size", "µs", "GFLOP/s", "peak beside", "of it");
    for (int size : sizes) {
      row(target, size);
    }
  }

  private void row(X86Kernels target, int size) {
    try (Arena arena = Arena.ofConfined()) {
      Runnable product = product(target, size, arena);
      double flops = 2.0 * size * size * size;
      double peakFlops = 2.0 * set.lanes() * ACCUMULATORS * REPEATS;
      Runnable peak = () -> call(multiplyAdds, List.of(REPEATS));
      double best = Double.MAX_VALUE;
      double bestPeak = Double.MAX_VALUE;
      long start = System.nanoTime();
      for (int i = 0; i < ROUNDS || System.nanoTime() - start < LEAST; i++) {
        bestPeak = Math.min(bestPeak, nanos(peak));
        best = Math.min(best, nanos(product));
      }
      double peakRate = peakFlops / bestPeak;
      double rate = flops / best;
      out.printf(
          "%-8d %12.1f %10.1f %12.1f %6.0f %%%n",
          size, best / 1000, rate, peakRate, 100 * rate / peakRate);
    }
  }

  private static Runnable product(X86Kernels target, int size, Arena arena) {
    NativeKernel kernel =
        switch (target.compile(nests(size), 1)) {
          case Outcome.Made(NativeKernel made) -> made;
          case Outcome.Refused(String why) -> throw new IllegalStateException(why);
        };
    SplittableRandom random = new SplittableRandom(size);
    List<Object> buffers = new ArrayList<>();
    for (int cells : kernel.sizes()) {
      boolean isOperand = buffers.size() < 2;
      MemorySegment buffer = arena.allocate((long) cells * Float.BYTES, 64);
      for (int k = 0; isOperand && k < cells; k++) {
        buffer.setAtIndex(ValueLayout.JAVA_FLOAT, k, (float) random.nextDouble() - 0.5f);
      }
      buffers.add(buffer);
    }
    return () -> call(kernel.entry().onAny(), buffers);
  }

  private static void call(MethodHandle code, List<?> arguments) {
    try {
      code.invokeWithArguments(arguments);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /// The time of one call, on average over a window.
  private static double nanos(Runnable work) {
    long start = System.nanoTime();
    long end = start;
    int calls = 0;
    while (end - start < WINDOW) {
      work.run();
      calls++;
      end = System.nanoTime();
    }
    return (end - start) / (double) calls;
  }

  private static Function nests(int size) {
    String matrix = "tensor<[%d, %d] x f32>".formatted(size, size);
    String text =
        "func @f(%0: "
            + matrix
            + ", %1: "
            + matrix
            + ") -> ("
            + matrix
            + ") {\n"
            + "  %2 = tensor.matmul(%0, %1)\n  core.return(%2)\n}\n";
    Function f =
        switch (Reader.read(new Source("product.tir", text))) {
          case Reader.Result.Read(Module module) -> Objects.requireNonNull(module.function("f"));
          case Reader.Result.Refused(var diagnostic) ->
              throw new IllegalStateException(diagnostic.toString());
        };
    return switch (Kernelize.kernel("k", f)) {
      case Kernelize.Outcome.Made(Function kernel) -> kernel;
      case Kernelize.Outcome.Refused(String why) -> throw new IllegalStateException(why);
    };
  }
}
