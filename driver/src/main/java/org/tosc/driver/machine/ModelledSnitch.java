package org.tosc.driver.machine;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.tosc.backends.api.KernelTarget;
import org.tosc.backends.api.NativeKernel;
import org.tosc.backends.machines.snitch.core.Cluster;
import org.tosc.backends.machines.snitch.core.Configuration;
import org.tosc.backends.machines.snitch.core.Counts;
import org.tosc.backends.machines.snitch.core.Fpu;
import org.tosc.backends.machines.snitch.core.Memory;
import org.tosc.backends.machines.snitch.core.Misuse;
import org.tosc.backends.machines.snitch.program.ClusterCall;
import org.tosc.backends.machines.snitch.program.MeasuredCall;
import org.tosc.backends.snitch.Processor;
import org.tosc.backends.snitch.SnitchKernels;
import org.tosc.backends.snitch.cluster.ClusterProgram;
import org.tosc.backends.snitch.code.Routine;

/// Kernels of Snitch that run on the model, with the cycles that they took.
///
/// A kernel works on copies of its buffers. Where these fit into the cluster's memory, that is
/// where they are, and one core has the kernel: its cycles are those from call to return and until
/// the FPU has issued all (snitch.md section 3); moving data into the cluster and back is not in
/// them. Where they do not fit, all cores have it, and its cycles are all until the results are
/// outside again.
public final class ModelledSnitch extends ModelledKernels {
  private static final Configuration CLUSTER = Configuration.DEFAULT;

  /// What the stack has of the cluster's memory.
  private static final int STACK = 8 << 10;

  /// Where buffers are that do not fit into it, behind all code.
  private static final int DATA = Memory.DRAM + (16 << 20);

  /// More than any kernel takes.
  private static final long MOST_CYCLES = 10_000_000_000L;

  private final AtomicLong cycles = new AtomicLong();
  private final AtomicLong floatSlots = new AtomicLong();
  private final AtomicLong issues = new AtomicLong();
  private final AtomicLong calls = new AtomicLong();
  private final SnitchKernels kernels = new SnitchKernels(new Model());

  @Override
  KernelTarget kernels() {
    return kernels;
  }

  @Override
  public String report() {
    if (calls.get() == 0) {
      return NONE_RAN;
    }
    long all = cycles.get();
    return String.format(
        Locale.ROOT,
        "%d cycles in %d calls of kernels, FPU utilisation %.1f%%",
        all,
        calls.get(),
        100.0 * issues.get() / Math.max(1, floatSlots.get()));
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
      return code(new OnCore(routine), buffers);
    }

    @Override
    public NativeKernel.Code install(ClusterProgram program, int buffers) {
      return code(new OnCluster(program), buffers);
    }

    private NativeKernel.Code code(Program program, int buffers) {
      return SegmentCode.of(program, buffers);
    }
  }

  /// A kernel, on a cluster of its own: its code stays in the instruction cache between calls.
  private abstract static class Program implements SegmentCode {
    private final String name;
    private final Cluster cluster;
    private final int data;

    /// @param data where the buffers are put
    Program(String name, Cluster cluster, byte[] code, int data) {
      this.name = name;
      this.cluster = cluster;
      this.data = data;
      cluster.memory().load(SnitchProgram.CODE, code);
    }

    /// Runs the code once and lets what it began come to its end.
    ///
    /// @return whether it ended
    abstract boolean call(List<Integer> addresses);

    @Override
    public final synchronized void run(List<MemorySegment> segments) {
      Memory memory = cluster.memory();
      List<Integer> addresses = new ArrayList<>();
      int at = data;
      for (MemorySegment segment : segments) {
        addresses.add(at);
        byte[] bytes = segment.toArray(ValueLayout.JAVA_BYTE);
        memory.load(at, bytes);
        at = (at + bytes.length + Long.BYTES - 1) & -Long.BYTES;
      }
      try {
        if (!call(addresses)) {
          throw new IllegalStateException("`" + name + "` does not end");
        }
        for (int core = 0; core < cluster.cores(); core++) {
          cluster.checkEnd(core);
        }
      } catch (Misuse misuse) {
        throw new IllegalStateException("`" + name + "` on the model: " + misuse.getMessage());
      }
      for (int i = 0; i < segments.size(); i++) {
        MemorySegment segment = segments.get(i);
        SegmentCode.giveBack(segment, memory.bytes(addresses.get(i), (int) segment.byteSize()));
      }
    }
  }

  /// On one core, with buffers in the cluster's memory.
  private final class OnCore extends Program {
    private final Cluster cluster;
    private final MeasuredCall call;

    OnCore(Routine routine) {
      this(routine.name(), new Cluster(CLUSTER, Fpu::new, 1), routine.bytes());
    }

    private OnCore(String name, Cluster cluster, byte[] code) {
      super(name, cluster, code, Memory.TCDM);
      this.cluster = cluster;
      int behind = SnitchProgram.CODE + code.length;
      call = new MeasuredCall(cluster, SnitchProgram.CODE, behind, MeasuredCall.USUAL_OVERHEAD);
    }

    @Override
    boolean call(List<Integer> addresses) {
      List<Execution.Argument> words = new ArrayList<>();
      addresses.forEach(address -> words.add(new Execution.Argument.Whole(address)));
      SnitchArguments arguments = new SnitchArguments(CLUSTER.tcdmBytes(), words, List.of());
      arguments.load(cluster.memory());
      MeasuredCall.Result result = call.call(arguments.registers(), MOST_CYCLES);
      call.rest();
      count(result.cycles(), result.cycles(), result.counts().fpuIssues());
      return result.returned();
    }
  }

  /// On all cores, with buffers in memory outside of the cluster.
  private final class OnCluster extends Program {
    private static final int REST = 64;

    private final Cluster cluster;
    private final int behind;

    OnCluster(ClusterProgram program) {
      this(program.name(), Cluster.whole(CLUSTER, Fpu::new), program.bytes());
    }

    private OnCluster(String name, Cluster cluster, byte[] code) {
      super(name, cluster, code, DATA);
      this.cluster = cluster;
      behind = SnitchProgram.CODE + code.length;
    }

    @Override
    boolean call(List<Integer> addresses) {
      var arguments = new MeasuredCall.Arguments(addresses, List.of(), 0);
      ClusterCall.Result result =
          ClusterCall.call(cluster, SnitchProgram.CODE, behind, arguments, MOST_CYCLES);
      for (int i = 0; i < REST; i++) {
        cluster.step();
      }
      long floats = result.cores().stream().mapToLong(Counts::fpuIssues).sum();
      count(result.cycles(), CLUSTER.cores() * result.cycles(), floats);
      return result.returned();
    }
  }

  /// @param slots cycles in which an FPU could issue an instruction
  private void count(long taken, long slots, long issued) {
    cycles.addAndGet(taken);
    floatSlots.addAndGet(slots);
    issues.addAndGet(issued);
    calls.incrementAndGet();
  }
}
