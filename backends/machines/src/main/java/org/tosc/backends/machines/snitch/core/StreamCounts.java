package org.tosc.backends.machines.snitch.core;

/// What one of a core's streams has done up to a cycle.
///
/// @param activeCycles in which a job was at work
/// @param elements that were fetched or stored
/// @param conflicts cycles in which a request was not granted: another one had the bank, or the
///   port, which the first stream shares with loads and stores
public record StreamCounts(long activeCycles, long elements, long conflicts) {
  /// What was done since an earlier time.
  public StreamCounts since(StreamCounts before) {
    return new StreamCounts(
        activeCycles - before.activeCycles,
        elements - before.elements,
        conflicts - before.conflicts);
  }
}
