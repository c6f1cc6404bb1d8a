package org.tosc.backends.machines.snitch.core;

import java.util.Arrays;

/// The banks of a cluster's memory and who of several ports may use one
/// (`snitch_tcdm_interconnect`).
///
/// A bank is a word of 64 bits wide, and neighbouring words are in neighbouring banks. It serves
/// one port in a cycle.
final class Tcdm {
  private final int banks;
  private final RoundRobin[] arbiters;
  private final int[] requests;
  private final int[] touched;
  private int touchedCount;

  /// How many requests had to wait.
  private long conflicts;

  /// @param banks a power of two
  /// @param ports that may request
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

  /// Who is served, a bit for each port. It ends the cycle.
  int arbitrate() {
    int served = 0;
    for (int i = 0; i < touchedCount; i++) {
      int bank = touched[i];
      int wanted = requests[bank];
      served |= 1 << arbiters[bank].pick(wanted);
      arbiters[bank].end(wanted, true);
      conflicts += Integer.bitCount(wanted) - 1L;
      requests[bank] = 0;
    }
    touchedCount = 0;
    return served;
  }

  long conflicts() {
    return conflicts;
  }
}
