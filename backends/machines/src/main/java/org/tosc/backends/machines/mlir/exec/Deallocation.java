package org.tosc.backends.machines.mlir.exec;

import java.util.HashSet;
import java.util.Set;

/// bufferization.dealloc: frees memory that is owned, unless it is kept.
final class Deallocation {
  private Deallocation() {}

  static Step compile(Site site) {
    int[] segments = site.segments(3);
    int[] memrefs = site.operands(0, segments[0]);
    int[] conditions = site.operands(segments[0], segments[1]);
    int[] retained = site.operandsFrom(segments[0] + segments[1]);
    return frame -> {
      Set<Buffer> kept = new HashSet<>();
      for (int slot : retained) {
        kept.add(frame.view(slot).buffer());
      }
      Set<Buffer> owned = new HashSet<>();
      for (int i = 0; i < memrefs.length; i++) {
        if (frame.cells[conditions[i]] != 0) {
          owned.add(frame.view(memrefs[i]).buffer());
        }
      }
      for (int i = 0; i < retained.length; i++) {
        frame.cells[site.results()[i]] = owned.contains(frame.view(retained[i]).buffer()) ? 1 : 0;
      }
      owned.stream().filter(b -> !kept.contains(b)).forEach(frame.machine::free);
    };
  }
}
