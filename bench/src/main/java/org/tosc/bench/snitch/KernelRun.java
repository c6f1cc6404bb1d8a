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
import org.tosc.backends.snitch.code.Element;
import org.tosc.backends.snitch.code.Routine;
import org.tosc.backends.snitch.isa.Base;
import org.tosc.backends.snitch.isa.Control;
import org.tosc.backends.snitch.isa.Instruction;
import org.tosc.backends.snitch.isa.SingleFloat;
import org.tosc.backends.snitch.isa.XReg;

/// Runs a kernel twice on the model and counts the cycles of the second call, as the table's
/// figures were taken: from one read of `mcycle` to another around the call and a wait for the FPU
/// (snitch.md section 3).
///
/// @param cycles of the second call
/// @param wrong elements that are further off than the kernel's tolerance
/// @param counts of the second call, its surroundings included
record KernelRun(long cycles, int wrong, Counts counts) {
  private static final int CODE = Memory.DRAM;
  private static final int STACK = Memory.TCDM + (124 << 10);
  private static final int MCYCLE = 0xb00;
  private static final long MOST_CYCLES = 5_000_000;

  /// Cycles that let everything come to rest.
  private static final int REST = 100;

  /// Instructions of the region besides those that move arguments.
  private static final int LEAST_OVERHEAD = 4;

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
    long cycles = 0;
    Counts counts = cluster.counts(0);
    Code code = load(cluster, routine, overhead);
    for (int call = 0; call < 2; call++) {
      for (int i = 0; i < places.size(); i++) {
        cluster.setRegister(0, XReg.A0.number() + i, places.get(i));
      }
      cluster.setRegister(0, XReg.SP.number(), STACK);
      cluster.setFloatRegister(0, 10, Bits.encode(element(kernel), scalar));
      cluster.setPc(0, code.start());
      Counts before = cluster.counts(0);
      run(cluster, code.stop());
      counts = cluster.counts(0).since(before);
      cycles = cluster.register(0, 9) - cluster.register(0, 8) - 1L;
      for (int i = 0; i < REST; i++) {
        cluster.setPc(0, code.stop());
        cluster.step();
      }
    }
    double[] out = in.getLast();
    byte[] result = cluster.memory().bytes(places.getLast(), out.length * width(kernel) / 8);
    return new KernelRun(cycles, wrong(kernel, in, scalar, result), counts);
  }

  private static void run(Cluster cluster, int stop) {
    long end = cluster.cycle() + MOST_CYCLES;
    while (cluster.pc(0) != stop) {
      cluster.step();
      if (cluster.cycle() > end) {
        throw new IllegalStateException("does not end");
      }
    }
  }

  private record Code(int start, int stop) {}

  /// The kernel, and behind it what calls it and goes back to its beginning.
  private static Code load(Cluster cluster, Routine routine, int overhead) {
    cluster.memory().load(CODE, routine.bytes());
    int start = CODE + routine.bytes().length;
    List<Instruction> caller = new ArrayList<>();
    int t0 = XReg.T0.number();
    caller.add(Instruction.of(Control.CSRRS, 8, MCYCLE, 0));
    for (int i = LEAST_OVERHEAD; i < overhead; i++) {
      caller.add(Instruction.of(Base.ADDI, 0, 0, 0));
    }
    int distance = CODE - (start + 4 * caller.size());
    int low = distance << 20 >> 20;
    caller.add(Instruction.of(Base.AUIPC, 1, (distance - low) >>> 12));
    caller.add(Instruction.of(Base.JALR, 1, low, 1));
    caller.add(Instruction.of(SingleFloat.FMV_X_W, t0, 10));
    caller.add(Instruction.of(Base.ADDI, t0, t0, 0));
    caller.add(Instruction.of(Control.CSRRS, 9, MCYCLE, 0));
    int stop = start + 4 * caller.size();
    caller.add(Instruction.of(Base.BEQ, 0, 0, start - stop));
    int at = start;
    for (Instruction instruction : caller) {
      int word = instruction.word();
      byte[] bytes = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(word).array();
      cluster.memory().load(at, bytes);
      at += 4;
    }
    return new Code(start, stop);
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
