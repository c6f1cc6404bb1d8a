package org.tosc.backends.machines.snitch.core;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// A cluster: cores, the memory that they share, and what keeps them in step.
///
/// ```java
/// Cluster cluster = new Cluster(Configuration.DEFAULT, arithmetic, 1);
/// cluster.memory().load(address, code);
/// cluster.setPc(0, entry);
/// cluster.run(mostCycles, c -> c.pc(0) == stop);
/// ```
public final class Cluster {
  private final Memory memory;
  private final Tcdm tcdm;
  private final List<Core> cores = new ArrayList<>();
  private long cycle;

  /// @param arithmetic what each core's FPU computes with
  /// @param cores how many of the configuration's cores are awake
  public Cluster(Configuration configuration, Supplier<FloatArithmetic> arithmetic, int cores) {
    memory = new Memory(configuration.tcdmBytes());
    tcdm = new Tcdm(configuration.banks(), configuration.cores() * Core.PORTS + 2);
    SharedInstructions instructions =
        new SharedInstructions(
            configuration.instructionBytes(),
            configuration.instructionCycles(),
            configuration.instructionMissCycles());
    for (int hart = 0; hart < cores; hart++) {
      this.cores.add(new Core(configuration, hart, memory, instructions, arithmetic.get()));
    }
  }

  /// One cycle.
  public void step() {
    for (Core core : cores) {
      core.compute(cycle);
    }
    for (int i = 0; i < cores.size(); i++) {
      cores.get(i).request(tcdm, i * Core.PORTS);
    }
    int served = tcdm.arbitrate();
    for (int i = 0; i < cores.size(); i++) {
      cores.get(i).served(served >>> (i * Core.PORTS));
    }
    meet();
    cycle++;
  }

  /// Lets all cores leave a barrier when all have arrived.
  private void meet() {
    for (Core core : cores) {
      if (!core.integer().isAtBarrier()) {
        return;
      }
    }
    for (Core core : cores) {
      core.integer().leaveBarrier();
    }
  }

  public Memory memory() {
    return memory;
  }

  public long cycle() {
    return cycle;
  }

  public int pc(int core) {
    return cores.get(core).integer().pc();
  }

  /// Where the instruction stands that the FPU's subsystem issued or held back in the last cycle; 0
  /// where it had none.
  public int floatPc(int core) {
    return cores.get(core).floats().pc();
  }

  public void setPc(int core, int address) {
    cores.get(core).integer().setPc(address);
  }

  /// A register of the integer core.
  public int register(int core, int number) {
    return cores.get(core).integer().register(number);
  }

  public void setRegister(int core, int number, int value) {
    cores.get(core).integer().setRegister(number, value);
  }

  /// The bits of a register of the FPU.
  public long floatRegister(int core, int number) {
    return cores.get(core).floats().register(number);
  }

  public void setFloatRegister(int core, int number, long bits) {
    cores.get(core).floats().setRegister(number, bits);
  }

  public Counts counts(int core) {
    return cores.get(core).counters().counts(cycle);
  }
}
