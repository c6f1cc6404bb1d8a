package org.tosc.bench.peers;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import org.jspecify.annotations.Nullable;

/// What the machine can do: fused multiply-adds of `float`, and reading from each level of memory.
/// The best that was seen; each measurement takes a few milliseconds, so that some meet a moment in
/// which nobody else computes.
public final class Limits {
  private static final long ROUNDS = 100_000;
  private static final int REPEATS = 12;
  private static final int SAMPLE_BYTES = 16 << 20;

  private final int threads;
  private final MethodHandle fma = MachineCode.fma();
  private final MethodHandle read = MachineCode.read(false);
  private final MethodHandle readAhead = MachineCode.read(true);
  private final Map<Roof.Level, Double> bandwidth = new EnumMap<>(Roof.Level.class);
  private double peak;

  private Limits(int threads) {
    this.threads = threads;
  }

  /// For so many threads at once; null where the processor has no AVX-512.
  public static @Nullable Limits of(int threads) throws IOException {
    return MachineCode.runsHere() ? new Limits(threads) : null;
  }

  /// The best so far.
  public Roof roof() {
    return new Roof(threads, peak, Map.copyOf(bandwidth));
  }

  /// Measures once more.
  public void measure() {
    peak = Math.max(peak, best(MachineCode.operations(ROUNDS), REPEATS, _ -> multiplyAdd()));
    for (Roof.Level level : Roof.Level.values()) {
      int repeats = level == Roof.Level.DRAM ? 3 : REPEATS;
      int passes = Math.max(1, SAMPLE_BYTES / level.bytes());
      double bytes = (double) passes * level.bytes();
      try (Arena arena = Arena.ofShared()) {
        List<MemorySegment> memory = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
          memory.add(arena.allocate(level.bytes(), 4096).fill((byte) 1));
        }
        for (MethodHandle reader : List.of(read, readAhead)) {
          double found = best(bytes, repeats, thread -> pass(reader, memory.get(thread), passes));
          bandwidth.merge(level, found, Math::max);
        }
      }
    }
  }

  private void multiplyAdd() throws Throwable {
    fma.invokeExact(ROUNDS);
  }

  private static void pass(MethodHandle reader, MemorySegment memory, long times) throws Throwable {
    reader.invokeExact(memory, memory.byteSize(), times);
  }

  /// What one thread does.
  @FunctionalInterface
  private interface Work {
    void run(int thread) throws Throwable;
  }

  /// The best rate in units per nanosecond: `amount` in each thread, from the first that starts to
  /// the last that ends.
  private double best(double amount, int repeats, Work work) {
    long[][] starts = new long[repeats][threads];
    long[][] ends = new long[repeats][threads];
    CyclicBarrier barrier = new CyclicBarrier(threads);
    List<Thread> running = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      int thread = t;
      running.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int r = 0; r < repeats; r++) {
                      await(barrier);
                      starts[r][thread] = System.nanoTime();
                      MachineCode.run(() -> work.run(thread));
                      ends[r][thread] = System.nanoTime();
                    }
                  }));
    }
    running.forEach(Limits::join);
    double best = 0;
    for (int r = 0; r < repeats; r++) {
      long start = java.util.Arrays.stream(starts[r]).min().orElseThrow();
      long end = java.util.Arrays.stream(ends[r]).max().orElseThrow();
      best = Math.max(best, amount * threads / (end - start));
    }
    return best;
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
