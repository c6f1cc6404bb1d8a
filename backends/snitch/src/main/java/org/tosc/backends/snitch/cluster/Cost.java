package org.tosc.backends.snitch.cluster;

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

  /// What the engine does when a loop advances.
  ///
  /// @param hidden cycles while cores compute
  /// @param lines that it has in TCDM meanwhile
  /// @param exchanged cycles while cores wait
  private record Moves(long hidden, long lines, long exchanged) {
    static Moves of(Cut cut, List<Window> windows, int level) {
      Window result = windows.getLast();
      boolean isStored = cut.level(result.operand()) >= level;
      long hidden = isStored ? result.copy().cycles(false) : 0;
      long lines = isStored ? result.copy().lines() : 0;
      long exchanged = 0;
      for (int i = 0; i < windows.size(); i++) {
        Window window = windows.get(i);
        if (window.operand().isRead() && cut.level(window.operand()) >= level) {
          boolean isHidden = cut.isDouble().get(i);
          long cycles = window.copy().cycles(true);
          hidden += isHidden ? cycles : 0;
          lines += isHidden ? window.copy().lines() : 0;
          exchanged += isHidden ? 0 : cycles;
        }
      }
      return new Moves(hidden, lines, exchanged);
    }
  }

  /// @param compute cycles of a share
  static long cycles(Phase phase, Cut cut, List<Window> windows, long compute) {
    long busy = compute + compute * conflicts(phase, cut, windows) / 1000;
    // The first tile's operands and the last one's result are moved alone.
    long cycles = windows.getLast().copy().cycles(false) + 2L * STEP;
    for (Window window : windows) {
      cycles += window.operand().isRead() ? window.copy().cycles(true) : 0;
    }
    // A tile has no next one once.
    long before = 1;
    for (int level = 0; level < cut.order().size(); level++) {
      long steps = cut.steps(level) - before;
      before = cut.steps(level);
      Moves moves = Moves.of(cut, windows, level);
      long step = Math.max(busy + moves.lines() / BANKS_A_LINE, moves.hidden()) + STEP;
      long waits = cut.isExchanged(phase.operands(), level) ? EXCHANGE + moves.exchanged() : 0;
      cycles += steps * (step + waits);
    }
    return cycles + busy + STEP;
  }
}
