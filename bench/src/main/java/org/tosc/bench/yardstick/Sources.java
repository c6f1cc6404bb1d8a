package org.tosc.bench.yardstick;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Who measures what.
final class Sources {
  private Sources() {}

  /// Those that are needed for some quantities; each of these is measured by one of them.
  static List<Source> of(Collection<Quantity> quantities, YardstickOptions options) {
    List<Quantity> all = quantities.stream().sorted(Quantity.ORDER).toList();
    List<Source> sources = new ArrayList<>();
    for (int threads = 1; threads <= options.threads(); threads++) {
      PeersSource peers = new PeersSource(all, threads, options.millis());
      if (peers.isNeeded()) {
        sources.add(peers);
      }
    }
    ProgramSource hand = ProgramSource.byHand(options.hand(), all, options.millis());
    if (hand.isNeeded()) {
      sources.add(hand);
    }
    sources.addAll(ProbeSource.of(all, options.millis(), options.libxsmm()));
    return sources;
  }
}
