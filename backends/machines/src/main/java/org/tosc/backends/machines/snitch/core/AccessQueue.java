package org.tosc.backends.machines.snitch.core;

import org.jspecify.annotations.Nullable;

/// A register or queue for accesses to memory, in order.
final class AccessQueue {
  private final @Nullable Access[] ring;
  private int head;
  private int count;

  /// @param places a power of two
  AccessQueue(int places) {
    ring = new Access[places];
  }

  int size() {
    return count;
  }

  boolean isEmpty() {
    return count == 0;
  }

  /// The oldest; null for none.
  @Nullable Access peek() {
    return count == 0 ? null : ring[head];
  }

  void add(Access access) {
    if (count == ring.length) {
      throw new IllegalStateException("the register is full");
    }
    ring[head + count & ring.length - 1] = access;
    count++;
  }

  /// Removes the oldest.
  Access remove() {
    Access oldest = peek();
    if (oldest == null) {
      throw new IllegalStateException("the register is empty");
    }
    ring[head] = null;
    head = head + 1 & ring.length - 1;
    count--;
    return oldest;
  }
}
