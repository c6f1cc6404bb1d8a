package org.tosc.backends.x86.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// Threads install, call, hold and put out at the same time: each kernel gives its own number.
class ConcurrentPoolTest {
  private static final int THREADS = 4;
  private static final int STEPS = 20_000;
  private static final int KERNELS = 24;

  /// Each thread holds at most one kernel while it brings in another, so there is always room.
  private static final int PLACES = 2 * THREADS;

  @Test
  void eachKernelGivesItsOwnNumber() throws Exception {
    Bytes.assumeMachineCode();
    for (CallMode mode : List.of(CallMode.CRITICAL, CallMode.PLAIN)) {
      NativeCall call = NativeCall.of(Signature.of(Word.LONG), mode);
      try (CodePool pool = CodePool.open(4 * PLACES * CodeMemory.PAGE, PLACES);
          var threads = Executors.newFixedThreadPool(THREADS)) {
        List<Kernel> kernels = new ArrayList<>();
        List<MethodHandle> calls = new ArrayList<>();
        for (int i = 0; i < KERNELS; i++) {
          kernels.add(pool.install(Bytes.returning(i, 11 + 300 * i)));
          calls.add(call.to(kernels.getLast()));
        }
        List<Callable<Integer>> tasks = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
          Random random = new Random(t);
          tasks.add(() -> work(call, pool, kernels, calls, random));
        }
        int evicted = 0;
        for (Future<Integer> task : threads.invokeAll(tasks)) {
          evicted += task.get();
        }
        assertTrue(evicted > 0);
        kernels.forEach(kernel -> assertTrue(kernel.evict()));
        assertTrue(pool.liveKernels() <= PLACES);
      }
    }
  }

  private static int work(
      NativeCall call, CodePool pool, List<Kernel> kernels, List<MethodHandle> calls, Random random)
      throws Exception {
    int evicted = 0;
    for (int step = 0; step < STEPS; step++) {
      int which = random.nextInt(KERNELS);
      switch (random.nextInt(16)) {
        case 0 -> evicted += kernels.get(which).evict() ? 1 : 0;
        case 1 -> {
          Kernel own = pool.install(Bytes.returning(-step));
          assertEquals(-step, run(call.to(own)));
        }
        case 2, 3, 4 -> {
          try (Pin pin = kernels.get(which).pin()) {
            assertEquals(which, runAt(call, pin.address()));
          }
        }
        default -> assertEquals(which, run(calls.get(which)));
      }
    }
    return evicted;
  }

  private static long run(MethodHandle handle) {
    try {
      return (long) handle.invokeExact();
    } catch (Throwable fault) {
      throw new AssertionError(fault);
    }
  }

  private static long runAt(NativeCall call, long address) {
    try {
      return (long) call.atAddress().invokeExact(address);
    } catch (Throwable fault) {
      throw new AssertionError(fault);
    }
  }
}
