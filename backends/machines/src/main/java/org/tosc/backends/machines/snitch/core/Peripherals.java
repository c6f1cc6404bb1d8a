package org.tosc.backends.machines.snitch.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a cluster has under addresses beside memory: performance counters, interrupts from core to
/// core, and memory that is always zero (`snitch_cluster_peripheral.sv`; snitch.md section 2.8).
///
/// Counters are looked up when they are read, and cost nothing otherwise.
final class Peripherals {
  static final int BASE = 0x10021000;
  static final int ZEROS = 0x10030000;
  static final int INTERRUPTS = 0xFFFF0000;

  private static final int BYTES = 0x1000;
  private static final int ZERO_BYTES = 0x10000;
  private static final int INTERRUPT_BYTES = 0x10000;

  // Offsets of registers, each of 64 bits.
  private static final int ENABLE = 0x0;
  private static final int SELECT = 0x80;
  private static final int COUNT = 0x100;
  private static final int SCRATCH = 0x180;
  private static final int SET = 0x1A0;
  private static final int CLEAR = 0x1A8;
  private static final int PREFETCH = 0x1B0;

  private static final int COUNTERS = 16;
  private static final int SCRATCHES = 4;
  private static final int WORD = 8;
  private static final long COUNT_MASK = (1L << 48) - 1;

  // Interrupts as `mip` numbers them.
  private static final int OF_SOFTWARE = 3;
  private static final int OF_CLUSTER = 19;

  /// Cycles until an interrupt from outside of the cluster has passed its synchroniser.
  private static final int SYNCHRONISED = 2;

  /// What the first counters count from the beginning on, by the numbers of metrics.
  private static final int[] FIRST_METRICS = {0, 6, 1, 26, 27, 28, 30};

  /// One performance counter.
  private static final class Counter {
    int metric;
    int hart;
    boolean enabled = true;

    /// What it shows beside what its metric has grown by since it was enabled.
    long base;
  }

  private final Counter[] counters = new Counter[COUNTERS];
  private final long[] scratches = new long[SCRATCHES];
  private final List<Core> cores;
  private final Metrics metrics;
  private final SharedInstructions instructions;
  private int clusterInterrupts;
  private int softwareInterrupts;
  private long cycle;
  private long softwareAt = Long.MAX_VALUE;
  private boolean clusterChanged;

  Peripherals(List<Core> cores, Metrics metrics, SharedInstructions instructions) {
    this.instructions = instructions;
    this.cores = cores;
    this.metrics = metrics;
    for (int i = 0; i < COUNTERS; i++) {
      counters[i] = new Counter();
      counters[i].metric = i < FIRST_METRICS.length ? FIRST_METRICS[i] : 0;
    }
  }

  /// Whether an address is one of these.
  static boolean isAt(int address) {
    return isIn(address, BASE, BYTES)
        || isIn(address, ZEROS, ZERO_BYTES)
        || isIn(address, INTERRUPTS, INTERRUPT_BYTES);
  }

  private static boolean isIn(int address, int base, int bytes) {
    return Integer.compareUnsigned(address - base, bytes) < 0;
  }

  /// Reads bytes, the lowest first.
  long read(int address, int bytes) {
    if (isIn(address, INTERRUPTS, INTERRUPT_BYTES)) {
      int hart = (address - INTERRUPTS) >>> 2;
      return hart < cores.size() ? softwareInterrupts >>> hart & 1 : 0;
    }
    if (!isIn(address, BASE, BYTES)) {
      return 0;
    }
    int offset = address - BASE;
    long word = register(offset & -WORD);
    long shifted = word >>> (Byte.SIZE * (offset & WORD - 1));
    return bytes == WORD ? shifted : shifted & (1L << (Byte.SIZE * bytes)) - 1;
  }

  private @Nullable Counter counter(int offset, int block) {
    int number = (offset - block) >> 3;
    return offset >= block && number < COUNTERS ? counters[number] : null;
  }

  private long register(int offset) {
    Counter enabled = counter(offset, ENABLE);
    if (enabled != null) {
      return enabled.enabled ? 1 : 0;
    }
    Counter selected = counter(offset, SELECT);
    if (selected != null) {
      return (long) selected.metric << 16 | selected.hart;
    }
    Counter counted = counter(offset, COUNT);
    if (counted != null) {
      return value(counted) & COUNT_MASK;
    }
    if (offset >= SCRATCH && offset < SCRATCH + SCRATCHES * WORD) {
      return scratches[(offset - SCRATCH) >> 3];
    }
    return offset == PREFETCH && instructions.prefetches() ? 1 : 0;
  }

  private long value(Counter counter) {
    return counter.base + (counter.enabled ? metric(counter) : 0);
  }

  private long metric(Counter counter) {
    return metrics.value(counter.metric, counter.hart);
  }

  /// Writes bytes, the lowest first.
  void write(int address, long value) {
    if (isIn(address, INTERRUPTS, INTERRUPT_BYTES)) {
      int hart = (address - INTERRUPTS) >>> 2;
      softwareInterrupts =
          (value & 1) != 0 ? softwareInterrupts | 1 << hart : softwareInterrupts & ~(1 << hart);
      softwareAt = cycle + SYNCHRONISED;
    } else if (isIn(address, BASE, BYTES)) {
      setRegister(address - BASE, value);
    }
  }

  private void setRegister(int offset, long value) {
    Counter enabled = counter(offset, ENABLE);
    Counter selected = counter(offset, SELECT);
    Counter counted = counter(offset, COUNT);
    if (enabled != null) {
      enable(enabled, (value & 1) != 0);
    } else if (selected != null) {
      long shown = value(selected);
      selected.metric = (int) (value >>> 16) & 0xFFFF;
      selected.hart = (int) value & 0xFFFF;
      selected.base = shown - (selected.enabled ? metric(selected) : 0);
    } else if (counted != null) {
      counted.base = counted.enabled ? -metric(counted) : 0;
    } else if (offset >= SCRATCH && offset < SCRATCH + SCRATCHES * WORD) {
      scratches[(offset - SCRATCH) >> 3] = value;
    } else if (offset == SET || offset == CLEAR) {
      int bits = (int) value;
      clusterInterrupts = offset == SET ? clusterInterrupts | bits : clusterInterrupts & ~bits;
      clusterChanged = true;
    } else if (offset == PREFETCH) {
      instructions.setPrefetching((value & 1) != 0);
    }
  }

  private void enable(Counter counter, boolean on) {
    if (counter.enabled != on) {
      counter.base += on ? -metric(counter) : metric(counter);
      counter.enabled = on;
    }
  }

  /// Ends the cycle: cores see what was set.
  void end(long now) {
    cycle = now;
    if (clusterChanged) {
      clusterChanged = false;
      raise(OF_CLUSTER, clusterInterrupts);
    }
    if (softwareAt <= now) {
      softwareAt = Long.MAX_VALUE;
      raise(OF_SOFTWARE, softwareInterrupts);
    }
  }

  private void raise(int interrupt, int harts) {
    for (int i = 0; i < cores.size(); i++) {
      Core core = cores.get(i);
      core.control().setPending(interrupt, (harts >>> core.hart() & 1) != 0);
    }
  }
}
