package org.tosc.backends.machines.snitch.core;

/// Hears what a cluster's units do, cycle by cycle. Nothing is made for it where nobody listens.
@FunctionalInterface
public interface Listener {
  /// Something happens.
  ///
  /// @param hart whose unit it is; for the DMA engine the core that controls it
  void hear(long cycle, int hart, Event event);
}
