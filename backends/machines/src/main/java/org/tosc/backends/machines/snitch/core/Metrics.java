package org.tosc.backends.machines.snitch.core;

import java.util.List;

/// What performance counters can count, by the numbers that programs select
/// (`snitch_cluster_peripheral_reg.rdl`, `perf_metric`). What is not modelled stays 0.
final class Metrics {
  private static final int CYCLES = 0;
  private static final int ACCESSES = 1;
  private static final int CONFLICTS = 2;
  private static final int FPU_ISSUES = 3;
  private static final int SEQUENCER_ISSUES = 4;
  private static final int OFFLOADED_TO_FPU = 5;
  private static final int RETIRED = 6;
  private static final int RETIRED_BASE = 8;
  private static final int RETIRED_OFFLOADED = 9;
  private static final int DMA_READ_BEATS = 20;
  private static final int DMA_READ_BYTES = 21;
  private static final int DMA_WRITE_BEATS = 22;
  private static final int DMA_WRITE_BYTES = 23;
  private static final int DMA_BUSY = 25;
  private static final int CACHE_STALLS = 30;

  private final Tcdm tcdm;
  private final List<Core> cores;
  private final Cluster cluster;

  Metrics(Cluster cluster, Tcdm tcdm, List<Core> cores) {
    this.cluster = cluster;
    this.tcdm = tcdm;
    this.cores = cores;
  }

  /// How often something has happened since the beginning.
  ///
  /// @param hart whose, where it is a core's
  long value(int metric, int hart) {
    return switch (metric) {
      case CYCLES -> cluster.cycle();
      case ACCESSES -> tcdm.accesses();
      case CONFLICTS -> tcdm.conflicts();
      case DMA_READ_BEATS -> cluster.dmaCounts().readBeats();
      case DMA_READ_BYTES -> cluster.dmaCounts().readBeats() * DmaEngine.LINE;
      case DMA_WRITE_BEATS -> cluster.dmaCounts().writeBeats();
      case DMA_WRITE_BYTES -> cluster.dmaCounts().writeBeats() * DmaEngine.LINE;
      case DMA_BUSY -> cluster.dmaCounts().busyCycles();
      default -> ofCore(metric, hart);
    };
  }

  private long ofCore(int metric, int hart) {
    for (Core core : cores) {
      if (core.hart() == hart) {
        return ofCore(metric, core.counters());
      }
    }
    return 0;
  }

  private long ofCore(int metric, Counters of) {
    return switch (metric) {
      case FPU_ISSUES, SEQUENCER_ISSUES -> of.floatIssues;
      case OFFLOADED_TO_FPU, RETIRED_OFFLOADED -> of.offloads;
      case RETIRED -> of.issues;
      case RETIRED_BASE -> of.issues - of.offloads;
      case CACHE_STALLS -> of.counts(cluster.cycle()).stalls().getOrDefault(Stall.FETCH, 0L);
      default -> 0;
    };
  }
}
