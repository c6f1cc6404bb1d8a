package org.tosc.backends.snitch.cluster;

import java.util.ArrayList;
import java.util.List;

/// About how many cycles a phase takes when it is cut in some way (snitch.md 4.8 for the DMA
/// engine).
final class Cost {
  /// Of a step besides the cores' routine or the engine's transfers: the call, waiting for results,
  /// the barrier.
  private static final int STEP = 36;

  /// Of an exchange: a barrier, and the wait for the engine.
  private static final int EXCHANGE = 40;

  private Cost() {}

  /// @param compute cycles of a share
  static long cycles(Phase phase, Cut cut, List<Window> windows, long compute) {
    List<Long> loads = new ArrayList<>();
    for (Window window : windows) {
      loads.add(window.operand().isRead() ? window.copy().cycles(true) : 0);
    }
    long store = windows.getLast().copy().cycles(false);
    long first = loads.stream().mapToLong(n -> n).sum();
    long cycles = first + store + 2L * STEP;
    long before = 0;
    for (int level = 0; level < cut.order().size(); level++) {
      long steps = cut.steps(level) - before - (level == 0 ? 1 : 0);
      before = cut.steps(level);
      long hidden = store;
      long exchanged = 0;
      for (int i = 0; i < windows.size(); i++) {
        boolean changes = cut.level(windows.get(i).operand()) >= level;
        hidden += changes && cut.isDouble().get(i) ? loads.get(i) : 0;
        exchanged += changes && !cut.isDouble().get(i) ? loads.get(i) : 0;
      }
      boolean waits = cut.isExchanged(phase.operands(), level);
      cycles += steps * (Math.max(compute, hidden) + STEP + exchanged + (waits ? EXCHANGE : 0));
    }
    return cycles + compute + STEP;
  }
}
