package org.tosc.backends.machines.snitch.core;

/// Picks one of several requests in turn: `rr_arb_tree` of pulp-platform/common_cells, with fair
/// arbitration.
///
/// A pointer moves with each grant to the next requester above it, or to the lowest. Who is picked
/// is decided by a binary tree in which each level goes by one bit of the pointer, so it need not
/// be the one that the pointer names.
final class RoundRobin {
  static final int NOBODY = -1;

  private final int levels;
  private final boolean locks;
  private int pointer;

  /// Requests of which none was granted; 0 for none.
  private int locked;

  /// @param inputs how many may request
  /// @param locks whether, while nothing is granted, later requests are not looked at (`LockIn`)
  RoundRobin(int inputs, boolean locks) {
    this.locks = locks;
    levels = Integer.SIZE - Integer.numberOfLeadingZeros(inputs - 1);
  }

  /// Who is picked.
  ///
  /// @param requests a bit for each that requests
  int pick(int requests) {
    int seen = locked != 0 ? locked : requests;
    return seen == 0 ? NOBODY : descend(seen);
  }

  private int descend(int requests) {
    if ((requests & requests - 1) == 0) {
      return Integer.numberOfTrailingZeros(requests);
    }
    int index = 0;
    for (int level = levels - 1; level >= 0; level--) {
      int half = 1 << level;
      int left = requests >>> index & (1 << half) - 1;
      int right = requests >>> (index + half) & (int) ((1L << half) - 1);
      boolean goesRight = left == 0 || (right != 0 && (pointer >>> level & 1) != 0);
      index += goesRight ? half : 0;
    }
    return index;
  }

  /// Ends the cycle.
  ///
  /// @param requests of this cycle
  /// @param granted whether the one that was picked was served
  void end(int requests, boolean granted) {
    int seen = locked != 0 ? locked : requests;
    if (seen == 0) {
      return;
    }
    if (!granted) {
      locked = locks ? seen : 0;
      return;
    }
    locked = 0;
    int above = pointer >= Integer.SIZE - 1 ? 0 : seen & -1 << (pointer + 1);
    pointer = Integer.numberOfTrailingZeros(above != 0 ? above : seen);
  }
}
