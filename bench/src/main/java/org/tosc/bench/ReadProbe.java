package org.tosc.bench;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.tosc.bench.peers.Attention;
import org.tosc.bench.peers.Problems;
import org.tosc.rt.team.Team;

/// A pure read of the keys and values of an attention.
final class ReadProbe {
  private static final int WARM = 20;

  private ReadProbe() {}

  /// The best of reads for about so long.
  static double nanos(String shape, int threads, double millis) throws Throwable {
    if (!(Problems.named("attention", shape) instanceof Attention attention)) {
      throw new IllegalArgumentException(shape);
    }
    long bytes = 2L * Float.BYTES * attention.heads() * attention.keys() * attention.width();
    try (Arena arena = Arena.ofShared()) {
      MemorySegment memory = arena.allocate(bytes, 64).fill((byte) 1);
      PureRead read = new PureRead(new Team(threads), threads, memory);
      double best = Double.MAX_VALUE;
      long end = System.nanoTime() + (long) (millis * 1e6);
      for (int i = 0; i < WARM || System.nanoTime() < end; i++) {
        long start = System.nanoTime();
        read.run();
        best = Math.min(best, (double) (System.nanoTime() - start));
      }
      return best;
    }
  }
}
