package org.tosc.backends.machines.snitch.core;

import java.util.Arrays;

/// The banks of a cluster's memory and who of several ports may use one
/// (`snitch_tcdm_interconnect`).
///
/// A bank is a word of 64 bits wide, and neighbouring words are in neighbouring banks. It serves
/// one port in a cycle. The DMA engine takes eight banks at once, and goes before all ports
/// (`mem_wide_narrow_mux.sv`).
final class Tcdm {
  private static final int WIDE = 8;

  private final int banks;
  private final RoundRobin[] arbiters;
  private final int[] requests;
  private final int[] touched;
  private int touchedCount;

  /// A bit for each bank that the DMA engine has in this cycle.
  private long claimed;

  /// How many requests had to wait.
  private long conflicts;

  private long accesses;

  /// @param banks a power of two, at most 64
  /// @param ports that may request, at most 32
  Tcdm(int banks, int ports) {
    this.banks = banks;
    arbiters = new RoundRobin[banks];
    Arrays.setAll(arbiters, _ -> new RoundRobin(ports, true));
    requests = new int[banks];
    touched = new int[banks];
  }

  private int bank(int offset) {
    return offset >>> 3 & banks - 1;
  }

  /// A port wants a word.
  ///
  /// @param offset into the memory
  void request(int port, int offset) {
    int bank = bank(offset);
    if (requests[bank] == 0) {
      touched[touchedCount++] = bank;
    }
    requests[bank] |= 1 << port;
  }

  /// The DMA engine takes the eight banks of a line in this cycle.
  void claim(int offset) {
    claimed |= 0xFFL << (bank(offset) & -WIDE);
  }

  /// Who is served, a bit for each port. It ends the cycle.
  int arbitrate() {
    int served = 0;
    for (int i = 0; i < touchedCount; i++) {
      int bank = touched[i];
      int wanted = requests[bank];
      boolean free = (claimed >>> bank & 1) == 0;
      served |= free ? 1 << arbiters[bank].pick(wanted) : 0;
      arbiters[bank].end(wanted, free);
      accesses += Integer.bitCount(wanted);
      conflicts += Integer.bitCount(wanted) - (free ? 1L : 0L);
      requests[bank] = 0;
    }
    touchedCount = 0;
    claimed = 0;
    return served;
  }

  /// Requests that were not served, each cycle anew.
  long conflicts() {
    return conflicts;
  }

  /// Requests, those that were not served counted in each cycle anew.
  long accesses() {
    return accesses;
  }
}
