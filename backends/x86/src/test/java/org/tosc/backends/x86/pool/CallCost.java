package org.tosc.backends.x86.pool;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.function.LongConsumer;

/// Nanoseconds for one call of an empty kernel (`ret`), in the ways there are to call it. Each is
/// the least, the median of 30 rounds of as many calls as the first argument says (2,000,000).
///
/// Needs `--enable-native-access=ALL-UNNAMED`.
public final class CallCost {
  private static final int ROUNDS = 30;
  private static final Signature NONE = Signature.ofVoid();
  private static final Signature LONGS =
      Signature.ofVoid(Word.LONG, Word.LONG, Word.LONG, Word.INT);
  private static final Signature SEGMENT =
      Signature.ofVoid(Word.ADDRESS, Word.ADDRESS, Word.ADDRESS, Word.INT);

  // The JIT sees through static finals, as through what generated code holds.
  private static final CodePool POOL = CodePool.open();
  private static final Kernel EMPTY = POOL.install(new byte[] {(byte) 0xc3}); // ret
  private static final MethodHandle PLAIN = handle(NONE, CallMode.PLAIN);
  private static final MethodHandle CRITICAL = handle(NONE, CallMode.CRITICAL);
  private static final MethodHandle LONGS_PLAIN = handle(LONGS, CallMode.PLAIN);
  private static final MethodHandle LONGS_CRITICAL = handle(LONGS, CallMode.CRITICAL);
  private static final MethodHandle SEGMENTS_CRITICAL = handle(SEGMENT, CallMode.CRITICAL);
  private static final MethodHandle ARRAYS = handle(SEGMENT, CallMode.CRITICAL_HEAP);
  private static final MethodHandle SAFE = NativeCall.of(LONGS, CallMode.CRITICAL).to(EMPTY);

  private CallCost() {}

  private static MethodHandle handle(Signature signature, CallMode mode) {
    return NativeCall.of(signature, mode).atAddress();
  }

  /// A loop of calls, which throw nothing.
  @FunctionalInterface
  private interface Calls {
    void run(long times) throws Throwable;
  }

  public static void main(String[] arguments) {
    long times = arguments.length > 0 ? Long.parseLong(arguments[0]) : 2_000_000;
    try (Pin pin = EMPTY.pin();
        Arena arena = Arena.ofConfined()) {
      long at = pin.address();
      print("plain", times, n -> plain(n, at));
      print("critical", times, n -> critical(n, at));
      print("plain, 3 longs and an int", times, n -> plainLongs(n, at));
      print("critical, 3 longs and an int", times, n -> criticalLongs(n, at));
      MemorySegment memory = arena.allocate(64);
      print("critical, 3 segments and an int", times, n -> segments(n, at, memory));
      MemorySegment array = MemorySegment.ofArray(new float[16]);
      print("critical, 3 float[] and an int", times, n -> arrays(n, at, array));
      print("critical, 3 longs and an int, held by the call", times, CallCost::safe);
      print("critical, 3 longs and an int, pinned around", times, CallCost::pinned);
      MethodHandle unknown = handle(LONGS, CallMode.CRITICAL);
      print("critical, 3 longs and an int, handle no constant", times, n -> loose(n, at, unknown));
      MethodHandle safe = NativeCall.of(LONGS, CallMode.CRITICAL).to(EMPTY);
      print("  the same, held by the call", times, n -> looseSafe(n, safe));
    }
  }

  private static void plain(long times, long at) throws Throwable {
    for (long i = 0; i < times; i++) {
      PLAIN.invokeExact(at);
    }
  }

  private static void critical(long times, long at) throws Throwable {
    for (long i = 0; i < times; i++) {
      CRITICAL.invokeExact(at);
    }
  }

  private static void plainLongs(long times, long at) throws Throwable {
    for (long i = 0; i < times; i++) {
      LONGS_PLAIN.invokeExact(at, i, at, 2L, 3);
    }
  }

  private static void criticalLongs(long times, long at) throws Throwable {
    for (long i = 0; i < times; i++) {
      LONGS_CRITICAL.invokeExact(at, i, at, 2L, 3);
    }
  }

  private static void segments(long times, long at, MemorySegment memory) throws Throwable {
    for (long i = 0; i < times; i++) {
      SEGMENTS_CRITICAL.invokeExact(at, memory, memory, memory, 3);
    }
  }

  private static void arrays(long times, long at, MemorySegment array) throws Throwable {
    for (long i = 0; i < times; i++) {
      ARRAYS.invokeExact(at, array, array, array, 3);
    }
  }

  private static void safe(long times) throws Throwable {
    for (long i = 0; i < times; i++) {
      SAFE.invokeExact(i, i, 2L, 3);
    }
  }

  private static void pinned(long times) throws Throwable {
    for (long i = 0; i < times; i++) {
      try (Pin pin = EMPTY.pin()) {
        LONGS_CRITICAL.invokeExact(pin.address(), i, i, 2L, 3);
      }
    }
  }

  private static void loose(long times, long at, MethodHandle handle) throws Throwable {
    for (long i = 0; i < times; i++) {
      handle.invokeExact(at, i, at, 2L, 3);
    }
  }

  private static void looseSafe(long times, MethodHandle handle) throws Throwable {
    for (long i = 0; i < times; i++) {
      handle.invokeExact(i, i, 2L, 3);
    }
  }

  private static void print(String what, long times, Calls calls) {
    LongConsumer round =
        n -> {
          try {
            calls.run(n);
          } catch (Throwable fault) {
            throw new IllegalStateException(fault);
          }
        };
    double[] nanoseconds = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      long start = System.nanoTime();
      round.accept(times);
      nanoseconds[i] = (double) (System.nanoTime() - start) / times;
    }
    Arrays.sort(nanoseconds);
    System.out.printf("%6.2f %6.2f ns  %s%n", nanoseconds[0], nanoseconds[ROUNDS / 2], what);
  }
}
