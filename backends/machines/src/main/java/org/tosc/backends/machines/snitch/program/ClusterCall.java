package org.tosc.backends.machines.snitch.program;

import java.util.ArrayList;
import java.util.List;
import org.tosc.backends.machines.snitch.core.Cluster;
import org.tosc.backends.machines.snitch.core.Counts;
import org.tosc.backends.machines.snitch.core.DmaCounts;

/// A call of a function on all harts of a cluster, with its cycles: from when they begin, with
/// empty caches, to when the last one has returned.
public final class ClusterCall {
  private static final int STAY = 0x0000006F;
  private static final int RA = 1;
  private static final int SP = 2;
  private static final int A0 = 10;

  private ClusterCall() {}

  /// What a call took.
  ///
  /// @param returned whether all harts returned within the cycles that they had
  /// @param cores what each did
  /// @param dma what the DMA engine did
  public record Result(boolean returned, long cycles, List<Counts> cores, DmaCounts dma) {
    public Result {
      cores = List.copyOf(cores);
    }
  }

  /// Calls a function whose code is in memory.
  ///
  /// @param entry where all harts begin
  /// @param behind where there is room for an instruction that they return to
  /// @param arguments that all get; their stack's pointer is what functions of a cluster do not use
  /// @param mostCycles after which it is given up
  public static Result call(
      Cluster cluster, int entry, int behind, MeasuredCall.Arguments arguments, long mostCycles) {
    cluster.memory().write(behind, Integer.BYTES, STAY);
    List<Counts> before = new ArrayList<>();
    for (int core = 0; core < cluster.cores(); core++) {
      begin(cluster, core, arguments);
      cluster.setRegister(core, RA, behind);
      cluster.setPc(core, entry);
      before.add(cluster.counts(core));
    }
    DmaCounts dma = cluster.dmaCounts();
    long start = cluster.cycle();
    while (cluster.cycle() - start < mostCycles && !isBack(cluster, behind)) {
      cluster.step();
    }
    List<Counts> cores = new ArrayList<>();
    for (int core = 0; core < cluster.cores(); core++) {
      cores.add(cluster.counts(core).since(before.get(core)));
    }
    long cycles = cluster.cycle() - start;
    return new Result(isBack(cluster, behind), cycles, cores, cluster.dmaCounts().since(dma));
  }

  private static void begin(Cluster cluster, int core, MeasuredCall.Arguments arguments) {
    for (int i = 0; i < arguments.integers().size(); i++) {
      cluster.setRegister(core, A0 + i, arguments.integers().get(i));
    }
    for (int i = 0; i < arguments.floats().size(); i++) {
      cluster.setFloatRegister(core, A0 + i, arguments.floats().get(i));
    }
    cluster.setRegister(core, SP, arguments.stack());
  }

  private static boolean isBack(Cluster cluster, int behind) {
    for (int core = 0; core < cluster.cores(); core++) {
      if (cluster.pc(core) != behind) {
        return false;
      }
    }
    return true;
  }
}
