package org.tosc.bench.snitch;

import java.util.ArrayList;
import java.util.List;
import org.tosc.backends.machines.snitch.core.Cluster;
import org.tosc.backends.machines.snitch.core.Configuration;
import org.tosc.backends.machines.snitch.core.Counts;
import org.tosc.backends.machines.snitch.core.Fpu;
import org.tosc.backends.machines.snitch.core.Memory;
import org.tosc.backends.machines.snitch.program.MeasuredCall;
import org.tosc.backends.snitch.code.Routine;

/// Runs a kernel twice on the model and counts the cycles of the second call, as the table's
/// figures were taken: from one read of `mcycle` to another around the call and a wait for the FPU
/// (snitch.md section 3).
///
/// @param cycles of the second call
/// @param wrong elements that are further off than the kernel's tolerance
/// @param counts of the second call
record KernelRun(long cycles, int wrong, Counts counts) {
  private static final int CODE = Memory.DRAM;
  private static final int STACK = Memory.TCDM + (124 << 10);
  private static final long MOST_CYCLES = 5_000_000;

  /// @param overhead instructions of the core in the measured region besides the kernel's own
  static KernelRun of(Kernel kernel, Routine routine, int overhead) {
    Cluster cluster = new Cluster(Configuration.DEFAULT.withSequencer(64), Fpu::new, 1);
    KernelArrays arrays = new KernelArrays(kernel);
    List<Integer> places = new ArrayList<>();
    int place = Memory.TCDM;
    for (byte[] bytes : arrays.bytes()) {
      places.add(place);
      cluster.memory().load(place, bytes);
      place += (bytes.length + 7) & -8;
    }
    cluster.memory().load(CODE, routine.bytes());
    int behind = CODE + routine.bytes().length;
    MeasuredCall call = new MeasuredCall(cluster, CODE, behind, overhead);
    var arguments = new MeasuredCall.Arguments(places, arrays.scalars(), STACK);
    call(call, arguments);
    MeasuredCall.Result second = call(call, arguments);
    byte[] out = cluster.memory().bytes(places.getLast(), arrays.bytes().getLast().length);
    return new KernelRun(second.cycles(), arrays.wrong(out), second.counts());
  }

  private static MeasuredCall.Result call(MeasuredCall call, MeasuredCall.Arguments arguments) {
    MeasuredCall.Result result = call.call(arguments, MOST_CYCLES);
    if (!result.returned()) {
      throw new IllegalStateException("does not end");
    }
    call.rest();
    return result;
  }
}
