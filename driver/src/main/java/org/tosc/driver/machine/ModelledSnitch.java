package org.tosc.driver.machine;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.api.KernelSequence;
import org.tosc.backends.api.KernelTarget;
import org.tosc.backends.api.NativeKernel;
import org.tosc.backends.api.Platform;
import org.tosc.backends.machines.snitch.core.Cluster;
import org.tosc.backends.machines.snitch.core.Configuration;
import org.tosc.backends.machines.snitch.core.Fpu;
import org.tosc.backends.machines.snitch.core.Memory;
import org.tosc.backends.machines.snitch.core.Misuse;
import org.tosc.backends.machines.snitch.program.MeasuredCall;
import org.tosc.backends.snitch.Processor;
import org.tosc.backends.snitch.SnitchKernels;
import org.tosc.backends.snitch.code.Routine;
import org.tosc.tir.ir.Function;

/// Kernels of Snitch that run on the model of one core, with the cycles that they took.
///
/// A kernel works on copies of its buffers in the cluster's memory. Its cycles are those from call
/// to return and until the FPU has issued all (snitch.md section 3); moving data into the cluster
/// and back is not in them.
public final class ModelledSnitch implements KernelTarget {
  private static final Configuration CLUSTER = Configuration.DEFAULT;

  /// What the stack has of the cluster's memory.
  private static final int STACK = 8 << 10;

  /// More than any kernel takes whose buffers fit.
  private static final long MOST_CYCLES = 10_000_000_000L;

  private final AtomicLong cycles = new AtomicLong();
  private final AtomicLong issues = new AtomicLong();
  private final AtomicLong calls = new AtomicLong();
  private final SnitchKernels kernels = new SnitchKernels(new Model());

  @Override
  public String name() {
    return kernels.name();
  }

  @Override
  public @Nullable String obstacle() {
    return kernels.obstacle();
  }

  @Override
  public boolean isEager() {
    return true;
  }

  @Override
  public Outcome compile(Function nests, int threads) {
    return kernels.compile(nests, threads);
  }

  @Override
  public List<String> emitKinds() {
    return kernels.emitKinds();
  }

  @Override
  public List<String> cpus() {
    return kernels.cpus();
  }

  @Override
  public List<String> conventions() {
    return kernels.conventions();
  }

  @Override
  public Emission emit(KernelSequence function, String kind, Platform platform) {
    return kernels.emit(function, kind, platform);
  }

  /// What all calls took together, in words.
  public String report() {
    if (calls.get() == 0) {
      return "no kernel of this program ran there";
    }
    long all = cycles.get();
    return String.format(
        Locale.ROOT,
        "%d cycles in %d calls of kernels, FPU utilisation %.1f%%",
        all,
        calls.get(),
        100.0 * issues.get() / Math.max(1, all));
  }

  private final class Model implements Processor {
    @Override
    public String obstacle() {
      return "";
    }

    @Override
    public int memory() {
      return CLUSTER.tcdmBytes() - STACK;
    }

    @Override
    public NativeKernel.Code install(Routine routine, int buffers) {
      MethodType type = MethodType.methodType(void.class, MemorySegment.class);
      for (int i = 1; i < buffers; i++) {
        type = type.appendParameterTypes(MemorySegment.class);
      }
      MethodHandle run =
          MethodHandles.insertArguments(Program.RUN, 0, new Program(routine))
              .asCollector(Object[].class, buffers)
              .asType(type);
      return new NativeKernel.Code(run, () -> run);
    }
  }

  /// A kernel, on a core of its own: its code stays in the instruction cache between calls.
  private final class Program {
    private static final MethodHandle RUN;

    static {
      try {
        RUN =
            MethodHandles.lookup()
                .findVirtual(
                    Program.class, "run", MethodType.methodType(void.class, Object[].class));
      } catch (ReflectiveOperationException fault) {
        throw new ExceptionInInitializerError(fault);
      }
    }

    private final String name;
    private final Cluster cluster = new Cluster(CLUSTER, Fpu::new, 1);
    private final MeasuredCall call;

    Program(Routine routine) {
      name = routine.name();
      byte[] code = routine.bytes();
      cluster.memory().load(SnitchProgram.CODE, code);
      int behind = SnitchProgram.CODE + code.length;
      call = new MeasuredCall(cluster, SnitchProgram.CODE, behind, MeasuredCall.USUAL_OVERHEAD);
    }

    @SuppressWarnings("UnusedMethod") // RUN calls it
    synchronized void run(Object[] segments) {
      Memory memory = cluster.memory();
      List<Integer> addresses = new ArrayList<>();
      int at = Memory.TCDM;
      for (Object each : segments) {
        addresses.add(at);
        byte[] bytes = ((MemorySegment) each).toArray(ValueLayout.JAVA_BYTE);
        memory.load(at, bytes);
        at = (at + bytes.length + Long.BYTES - 1) & -Long.BYTES;
      }
      int stack = Memory.TCDM + CLUSTER.tcdmBytes();
      var arguments = new MeasuredCall.Arguments(addresses, List.of(), stack);
      MeasuredCall.Result result;
      try {
        result = call.call(arguments, MOST_CYCLES);
        call.rest();
        cluster.checkEnd(0);
      } catch (Misuse misuse) {
        throw new IllegalStateException("`" + name + "` on the model: " + misuse.getMessage());
      }
      if (!result.returned()) {
        throw new IllegalStateException("`" + name + "` does not end");
      }
      cycles.addAndGet(result.cycles());
      issues.addAndGet(result.counts().fpuIssues());
      calls.incrementAndGet();
      for (int i = 0; i < segments.length; i++) {
        MemorySegment segment = (MemorySegment) segments[i];
        giveBack(segment, memory.bytes(addresses.get(i), (int) segment.byteSize()));
      }
    }

    /// What was only read is left alone: it may be read by others, or be written under another
    /// number.
    private static void giveBack(MemorySegment segment, byte[] bytes) {
      if (MemorySegment.ofArray(bytes).mismatch(segment) >= 0) {
        MemorySegment.copy(bytes, 0, segment, ValueLayout.JAVA_BYTE, 0, bytes.length);
      }
    }
  }
}
