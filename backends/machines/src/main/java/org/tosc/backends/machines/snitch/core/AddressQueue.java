package org.tosc.backends.machines.snitch.core;

/// The addresses of loads and stores that were offloaded to the FPU and are not done: an access of
/// the integer core to one of them waits (`snitch_lsu.sv`: consistency address queue).
final class AddressQueue {
  private static final int DEPTH = 8;

  /// Of an address, bits 18 to 3 are compared.
  private static final int TAG = (1 << 16) - 1;

  private static final int WRITE = 1 << 16;

  private final int[] entries = new int[DEPTH];
  private int head;
  private int count;
  private boolean pops;

  private static int tag(int address) {
    return address >>> 3 & TAG;
  }

  boolean hasRoom() {
    return count < DEPTH || pops;
  }

  void push(int address, boolean write) {
    entries[head + count & DEPTH - 1] = tag(address) | (write ? WRITE : 0);
    count++;
  }

  /// The oldest is done.
  void pop() {
    pops = true;
  }

  /// Whether an access must wait.
  boolean collides(int address, boolean alters) {
    int tag = tag(address);
    for (int i = 0; i < count; i++) {
      int entry = entries[head + i & DEPTH - 1];
      if ((entry & TAG) == tag && (alters || (entry & WRITE) != 0)) {
        return true;
      }
    }
    return false;
  }

  boolean isEmpty() {
    return count == 0;
  }

  /// Ends the cycle.
  void end() {
    if (pops) {
      head = head + 1 & DEPTH - 1;
      count--;
      pops = false;
    }
  }
}
