package org.tosc.bench.snitch;

import java.util.ArrayList;
import java.util.List;
import org.tosc.backends.machines.snitch.core.Cluster;
import org.tosc.backends.machines.snitch.core.Configuration;
import org.tosc.backends.machines.snitch.core.Fpu;
import org.tosc.backends.machines.snitch.core.Memory;
import org.tosc.backends.machines.snitch.program.ClusterCall;
import org.tosc.backends.machines.snitch.program.MeasuredCall;
import org.tosc.backends.snitch.cluster.ClusterProgram;

/// Runs a kernel once on the model of a whole cluster, its arrays in DRAM.
///
/// @param wrong elements that are further off than the kernel's tolerance
/// @param seconds that the model took
record LargeRun(ClusterCall.Result result, int wrong, double seconds) {
  private static final int CODE = Memory.DRAM;
  private static final int DATA = Memory.DRAM + (16 << 20);
  private static final int LINE = 64;

  /// @param mostCycles after which it is given up
  static LargeRun of(
      Kernel kernel, ClusterProgram program, Configuration configuration, long mostCycles) {
    Cluster cluster = Cluster.whole(configuration, Fpu::new);
    KernelArrays arrays = new KernelArrays(kernel);
    List<Integer> places = new ArrayList<>();
    int place = DATA;
    for (byte[] bytes : arrays.bytes()) {
      places.add(place);
      cluster.memory().load(place, bytes);
      place += (bytes.length + LINE - 1) & -LINE;
    }
    byte[] code = program.bytes();
    cluster.memory().load(CODE, code);
    var arguments = new MeasuredCall.Arguments(places, arrays.scalars(), 0);
    long begin = System.nanoTime();
    ClusterCall.Result result =
        ClusterCall.call(cluster, CODE, CODE + code.length, arguments, mostCycles);
    double seconds = (System.nanoTime() - begin) / 1e9;
    if (!result.returned()) {
      throw new IllegalStateException("does not end within " + mostCycles + " cycles");
    }
    byte[] out = cluster.memory().bytes(places.getLast(), arrays.bytes().getLast().length);
    return new LargeRun(result, arrays.wrong(out), seconds);
  }
}
