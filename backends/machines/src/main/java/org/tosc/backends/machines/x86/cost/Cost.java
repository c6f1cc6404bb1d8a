package org.tosc.backends.machines.x86.cost;

import java.util.Comparator;
import java.util.List;

/// What an instruction costs, its accesses to memory apart.
///
/// @param work its micro-operations; none for what renaming does away with
/// @param latencies cycles from its operands to its result
record Cost(List<Work> work, List<Latency> latencies) {
  /// Cycles on some ports.
  ///
  /// @param behind where the operand comes from an instruction of the same row
  record Latency(int ports, int usual, int behind) {}

  Cost {
    work = List.copyOf(work);
    latencies = List.copyOf(latencies);
  }

  static Cost free(int latency) {
    return new Cost(List.of(), List.of(new Latency(-1, latency, latency)));
  }

  /// On a port.
  Latency on(int port) {
    return latencies.stream()
        .filter(l -> (l.ports >> port & 1) != 0)
        .findFirst()
        .orElse(latencies.getFirst());
  }

  /// The least.
  int least() {
    return latencies.stream().map(Latency::behind).min(Comparator.naturalOrder()).orElseThrow();
  }
}
