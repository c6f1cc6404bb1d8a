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

  /// How likely the engine, which takes eight of 32 banks, delays the stream that keeps an FPU
  /// busy.
  private static final int BANKS_A_LINE = 4;

  /// What cores lose to each other, in thousandths: always, and times the words between two jumps
  /// where they walk along pieces of the same rows. Measured on the model.
  private static final long CONFLICTS = 25;

  private static final long JUMPS = 140;

  private Cost() {}

  /// What cores lose while they compute, in thousandths.
  private static long conflicts(Phase phase, Cut cut, List<Window> windows) {
    long worst = 0;
    for (Window window : windows) {
      int bytes = window.operand().elementBytes();
      for (int dim : phase.parallelDims()) {
        if (cut.parts().get(dim) > 1 && window.stride(dim) == bytes && phase.reduces()) {
          long run = Math.max(1, cut.share(dim) * bytes / Long.BYTES);
          worst = Math.max(worst, JUMPS / run);
        }
      }
    }
    return CONFLICTS + worst;
  }

  /// @param compute cycles of a share
  static long cycles(Phase phase, Cut cut, List<Window> windows, long compute) {
    long busy = compute + compute * conflicts(phase, cut, windows) / 1000;
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
      long lines = windows.getLast().copy().lines();
      long exchanged = 0;
      for (int i = 0; i < windows.size(); i++) {
        boolean changes = cut.level(windows.get(i).operand()) >= level;
        boolean isHidden = cut.isDouble().get(i);
        lines += changes && isHidden ? windows.get(i).copy().lines() : 0;
        hidden += changes && isHidden ? loads.get(i) : 0;
        exchanged += changes && !isHidden ? loads.get(i) : 0;
      }
      boolean waits = cut.isExchanged(phase.operands(), level);
      long step = Math.max(busy + lines / BANKS_A_LINE, hidden);
      cycles += steps * (step + STEP + exchanged + (waits ? EXCHANGE : 0));
    }
    return cycles + busy + STEP;
  }
}
