package org.tosc.backends.machines.snitch.core;

/// Loads and stores of the FPU on their way (`snitch_lsu.sv`, without the queue of addresses).
final class FloatPort {
  private static final int MOST_LOADS = 4;
  private static final int MOST = 4;

  private final MemoryPort memory;
  private int loads;
  private int accesses;
  private boolean couldLoad;
  private boolean couldStore;

  FloatPort(MemoryPort memory) {
    this.memory = memory;
  }

  /// Begins a cycle.
  void begin() {
    couldStore = accesses < MOST && memory.takesFloat();
    couldLoad = couldStore && loads < MOST_LOADS;
  }

  boolean takes(boolean store) {
    return store ? couldStore : couldLoad;
  }

  void issue(Access access) {
    loads += access.write ? 0 : 1;
    accesses++;
    memory.putFloat(access);
  }

  void answered(Access access) {
    loads -= access.write ? 0 : 1;
    accesses--;
  }

  boolean isEmpty() {
    return accesses == 0;
  }
}
