package org.tosc.bench.snitch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.tosc.backends.machines.snitch.core.Cluster;
import org.tosc.backends.machines.snitch.core.Configuration;
import org.tosc.backends.machines.snitch.core.Counts;
import org.tosc.backends.machines.snitch.core.Fpu;
import org.tosc.backends.machines.snitch.core.Memory;
import org.tosc.backends.machines.snitch.program.MeasuredCall;
import org.tosc.backends.snitch.code.Element;
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
    Random random = new Random(1);
    List<double[]> in = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    int place = Memory.TCDM;
    for (List<Integer> extents : kernel.arrays()) {
      int count = extents.stream().mapToInt(n -> n).reduce(1, Math::multiplyExact);
      double[] values = new double[count];
      for (int i = 0; i < count; i++) {
        values[i] = (random.nextInt(2001) - 1000) / 256.0;
      }
      in.add(rounded(kernel, values));
      places.add(place);
      cluster.memory().load(place, bytes(kernel, values));
      place += (count * width(kernel) / Byte.SIZE + 7) & -8;
    }
    double scalar = 1.5;
    cluster.memory().load(CODE, routine.bytes());
    int behind = CODE + routine.bytes().length;
    MeasuredCall call = new MeasuredCall(cluster, CODE, behind, overhead);
    List<Long> floats = List.of(Bits.encode(element(kernel), scalar));
    var arguments = new MeasuredCall.Arguments(places, floats, STACK);
    call(call, arguments);
    MeasuredCall.Result second = call(call, arguments);
    double[] out = in.getLast();
    byte[] result = cluster.memory().bytes(places.getLast(), out.length * width(kernel) / 8);
    return new KernelRun(second.cycles(), wrong(kernel, in, scalar, result), second.counts());
  }

  private static MeasuredCall.Result call(MeasuredCall call, MeasuredCall.Arguments arguments) {
    MeasuredCall.Result result = call.call(arguments, MOST_CYCLES);
    if (!result.returned()) {
      throw new IllegalStateException("does not end");
    }
    call.rest();
    return result;
  }

  private static Element element(Kernel kernel) {
    return Element.valueOf(kernel.element().name());
  }

  private static int width(Kernel kernel) {
    return element(kernel).bytes() * Byte.SIZE;
  }

  private static double[] rounded(Kernel kernel, double[] values) {
    double[] rounded = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      Element element = element(kernel);
      rounded[i] = Bits.decode(element, Bits.encode(element, values[i]));
    }
    return rounded;
  }

  private static byte[] bytes(Kernel kernel, double[] values) {
    int width = width(kernel) / Byte.SIZE;
    ByteBuffer buffer =
        ByteBuffer.allocate(values.length * width + 8).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < values.length; i++) {
      buffer.putLong(i * width, Bits.encode(element(kernel), values[i]));
    }
    byte[] bytes = new byte[values.length * width];
    buffer.get(0, bytes);
    return bytes;
  }

  private static int wrong(Kernel kernel, List<double[]> in, double scalar, byte[] result) {
    int width = width(kernel) / Byte.SIZE;
    byte[] padded = java.util.Arrays.copyOf(result, result.length + 8);
    ByteBuffer buffer = ByteBuffer.wrap(padded).order(ByteOrder.LITTLE_ENDIAN);
    double[][] expected = kernel.expected(in, scalar);
    int wrong = 0;
    for (int i = 0; i < expected[0].length; i++) {
      double found = Bits.decode(element(kernel), buffer.getLong(i * width));
      double most = kernel.tolerance() * expected[1][i];
      boolean holds = Math.abs(found - expected[0][i]) <= most;
      wrong += holds ? 0 : 1;
    }
    return wrong;
  }
}
