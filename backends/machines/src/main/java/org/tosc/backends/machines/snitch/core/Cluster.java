package org.tosc.backends.machines.snitch.core;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A cluster: cores, the memory that they share, and what keeps them in step.
///
/// ```java
/// Cluster cluster = new Cluster(Configuration.DEFAULT, arithmetic, 1);
/// cluster.memory().load(address, code);
/// cluster.setPc(0, entry);
/// while (cluster.pc(0) != stop) {
///   cluster.step();
/// }
/// ```
public final class Cluster {
  private static final int A0 = 10;

  private final Memory memory;
  private final Tcdm tcdm;
  private final SharedMultiplier multiplier;
  private final Peripherals peripherals;
  private final @Nullable DmaEngine engine;
  private final List<Core> cores = new ArrayList<>();

  /// The same, for what is asked in each cycle.
  private final Core[] awake;

  private final Watch watch;
  private long cycle;

  /// A cluster without a core that moves data.
  ///
  /// @param arithmetic what each core's FPU computes with
  /// @param cores how many of the configuration's cores are awake
  public Cluster(Configuration configuration, Supplier<FloatArithmetic> arithmetic, int cores) {
    this(configuration, arithmetic, cores, false);
  }

  /// @param arithmetic what each core's FPU computes with
  /// @param cores how many of the configuration's cores that compute are awake
  /// @param moves whether the core with the DMA engine is awake; its hart is the one after all
  ///   cores that compute, its index here the one after those that are awake
  public Cluster(
      Configuration configuration, Supplier<FloatArithmetic> arithmetic, int cores, boolean moves) {
    memory = new Memory(configuration.tcdmBytes());
    tcdm = new Tcdm(configuration.banks(), configuration.cores() * Core.PORTS + 2);
    multiplier = new SharedMultiplier(configuration.cores() + 1);
    engine = moves ? new DmaEngine(memory) : null;
    Shared shared = new Shared(memory, new SharedInstructions(configuration), multiplier);
    for (int hart = 0; hart < cores; hart++) {
      this.cores.add(new Core(configuration, hart, shared, arithmetic.get(), null));
    }
    if (engine != null) {
      int hart = configuration.cores();
      this.cores.add(
          new Core(configuration, hart, shared, arithmetic.get(), new DmaControl(engine)));
    }
    awake = this.cores.toArray(new Core[0]);
    peripherals =
        new Peripherals(this.cores, new Metrics(this, tcdm, this.cores), shared.instructions());
    memory.attach(peripherals);
    watch = new Watch(configuration, this.cores, engine);
  }

  /// All cores of a configuration, with the one that moves data.
  public static Cluster whole(Configuration configuration, Supplier<FloatArithmetic> arithmetic) {
    return new Cluster(configuration, arithmetic, configuration.cores(), true);
  }

  /// What the cores share.
  record Shared(Memory memory, SharedInstructions instructions, SharedMultiplier multiplier) {}

  /// Lets all cores begin at an address, with the number of their hart in `a0`.
  public void boot(int entry) {
    for (Core core : cores) {
      core.integer().setPc(entry);
      core.integer().setRegister(A0, core.hart());
    }
  }

  /// Lets a listener hear everything from the next cycle on, or nobody.
  public void listen(@Nullable Listener listener) {
    for (Core core : cores) {
      core.listen(listener);
      if (engine != null) {
        engine.listen(listener, core.hart());
      }
    }
  }

  /// One cycle.
  ///
  /// @throws Misuse where a program does what the hardware has no answer to, or hangs on
  public void step() {
    boolean meet = isMeeting();
    multiplier.begin(cycle, multiplierRequests());
    if (engine != null) {
      engine.begin(cycle);
    }
    compute();
    for (Core core : awake) {
      core.request(tcdm);
    }
    if (engine != null) {
      engine.step(tcdm, cycle);
    }
    int served = tcdm.arbitrate();
    for (Core core : awake) {
      core.served(served);
    }
    multiplier.end();
    peripherals.end(cycle);
    if (meet) {
      for (Core core : cores) {
        core.integer().leaveBarrier();
      }
    }
    cycle++;
    watch.cycle(cycle);
  }

  private int multiplierRequests() {
    int requests = 0;
    for (Core core : awake) {
      requests |= core.wantsMultiplier() ? 1 << core.hart() : 0;
    }
    return requests;
  }

  /// Cores pass nothing to each other within a cycle, but for the multiplier: who gets its result
  /// makes it free for the others.
  private void compute() {
    int receiver = multiplier.receiver();
    if (receiver >= 0) {
      for (Core core : awake) {
        if (core.hart() == receiver) {
          core.compute(cycle);
        }
      }
    }
    for (Core core : awake) {
      if (core.hart() != receiver) {
        core.compute(cycle);
      }
    }
  }

  /// Whether all cores had arrived at a barrier when the cycle began (`snitch_barrier.sv`).
  private boolean isMeeting() {
    for (Core core : awake) {
      if (!core.integer().isAtBarrier()) {
        return false;
      }
    }
    return true;
  }

  public Memory memory() {
    return memory;
  }

  public long cycle() {
    return cycle;
  }

  /// How many cores are awake.
  public int cores() {
    return cores.size();
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

  /// Whether a core sleeps: `wfi`.
  public boolean isSleeping(int core) {
    return cores.get(core).integer().isSleeping();
  }

  /// Whether nothing is on its way in a core's units.
  public boolean isQuiet(int core) {
    return cores.get(core).isQuiet();
  }

  /// Checks what a program must have left in order when it ends. The caller lets the core go on
  /// until it [is quiet][#isQuiet] before, or for some cycles if that does not happen.
  ///
  /// @throws Misuse where a body is not complete, streams are switched on, or elements are left
  public void checkEnd(int core) {
    new Diagnosis(cores.get(core)).checkEnd();
  }

  public Counts counts(int core) {
    return cores.get(core).counters().counts(cycle);
  }

  /// What the DMA engine has done; nothing where there is none.
  public DmaCounts dmaCounts() {
    return engine == null ? DmaCounts.NONE : engine.counts();
  }
}
