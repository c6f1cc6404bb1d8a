package org.tosc.backends.x86.pool;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.List;

/// Microseconds to install code and call it for the first time: with pages that change sides, as
/// [CodePool] does it, and with two mappings of the same memory, as it does not. Each is the least,
/// and the median of as many rounds as the first argument says (20,000), while so many other
/// threads run Java code as the second one says (0): they are interrupted when rights are taken
/// from a page.
///
/// Needs `--enable-native-access=ALL-UNNAMED`.
public final class InstallCost {
  private static final MethodHandle CALL =
      NativeCall.of(Signature.of(Word.LONG), CallMode.CRITICAL).atAddress();

  private InstallCost() {}

  /// One round.
  @FunctionalInterface
  private interface Round {
    void run() throws Throwable;
  }

  public static void main(String[] arguments) throws Throwable {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20_000;
    int others = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 0;
    for (int i = 0; i < others; i++) {
      Thread.ofPlatform().daemon().start(() -> burn(System.nanoTime()));
    }
    for (int size : List.of(512, 1024, 4096, 16384)) {
      byte[] code = Bytes.returning(1, size);
      code[0] = (byte) 0xe9; // jmp to the end, so that the copy is timed and not the nops
      int distance = size - 11 - 5;
      for (int i = 0; i < 4; i++) {
        code[1 + i] = (byte) (distance >> (8 * i));
      }
      try (CodePool pool = CodePool.open()) {
        measure("pages change sides, pool full", size, rounds, () -> pooled(pool, code));
      }
      try (CodePool pool = CodePool.open()) {
        List<byte[]> eight = List.of(code, code, code, code, code, code, code, code);
        measure("  the same, 8 kernels at once", size, rounds, () -> pooled(pool, eight));
      }
      Mapped twice = new Mapped();
      measure("two mappings", size, rounds, () -> twice.install(code, false));
      measure("  the same, with membarrier", size, rounds, () -> twice.install(code, true));
    }
    NativeCall.of(Signature.of(Word.LONG, Word.INT), CallMode.CRITICAL);
    measure(
        "linking a signature that was linked before",
        0,
        rounds / 10,
        () -> NativeCall.of(Signature.of(Word.LONG, Word.INT), CallMode.CRITICAL));
  }

  /// Runs for as long as anybody could wait: the generator takes all 2^64 values.
  private static void burn(long seed) {
    long state = seed;
    while (state != 0) {
      state = state * 6364136223846793005L + 1442695040888963407L;
    }
  }

  private static void pooled(CodePool pool, byte[] code) throws Throwable {
    try (Pin pin = pool.install(code).pin()) {
      require((long) CALL.invokeExact(pin.address()));
    }
  }

  private static void pooled(CodePool pool, List<byte[]> codes) throws Throwable {
    for (Kernel kernel : pool.install(codes)) {
      try (Pin pin = kernel.pin()) {
        require((long) CALL.invokeExact(pin.address()));
      }
    }
  }

  private static void require(long one) {
    if (one != 1) {
      throw new IllegalStateException("the kernel gave " + one);
    }
  }

  private static void measure(String what, int size, int rounds, Round round) throws Throwable {
    for (int i = 0; i < rounds; i++) {
      round.run();
    }
    double[] microseconds = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      long start = System.nanoTime();
      round.run();
      microseconds[i] = (System.nanoTime() - start) / 1e3;
    }
    Arrays.sort(microseconds);
    System.out.printf(
        "%7.2f %7.2f µs  %5d bytes, %s%n", microseconds[0], microseconds[rounds / 2], size, what);
  }

  /// One file in memory, seen twice (`memfd_create(2)`): what is written here runs there.
  @SuppressWarnings("restricted")
  private static final class Mapped {
    private static final int BYTES = 2 << 20;
    private static final int MAP_SHARED = 1;
    private static final long SYS_MEMBARRIER = 324;
    private static final int REGISTER_SYNC_CORE = 1 << 6;
    private static final int SYNC_CORE = 1 << 5;

    private final Linker linker = Linker.nativeLinker();
    private final MethodHandle membarrier =
        link(
            "syscall",
            FunctionDescriptor.of(
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT));
    private final MemorySegment writable;
    private final long executable;
    private int next;

    Mapped() throws Throwable {
      MethodHandle create =
          link(
              "memfd_create",
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
      MethodHandle truncate =
          link(
              "ftruncate",
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG));
      int file = (int) create.invokeExact(Arena.global().allocateFrom("code"), 0);
      int unused = (int) truncate.invokeExact(file, (long) BYTES);
      writable = MemorySegment.ofAddress(map(file, 1 | 2)).reinterpret(BYTES);
      executable = map(file, 1 | 4);
      long registered = (long) membarrier.invokeExact(SYS_MEMBARRIER, REGISTER_SYNC_CORE, 0, 0);
      if (file < 0 || unused != 0 || executable == -1 || registered != 0) {
        throw new IllegalStateException("no memory that is seen twice");
      }
    }

    private long map(int file, int rights) throws Throwable {
      MethodHandle mmap =
          link(
              "mmap",
              FunctionDescriptor.of(
                  ValueLayout.JAVA_LONG,
                  ValueLayout.JAVA_LONG,
                  ValueLayout.JAVA_LONG,
                  ValueLayout.JAVA_INT,
                  ValueLayout.JAVA_INT,
                  ValueLayout.JAVA_INT,
                  ValueLayout.JAVA_LONG));
      return (long) mmap.invokeExact(0L, (long) BYTES, rights, MAP_SHARED, file, 0L);
    }

    private MethodHandle link(String name, FunctionDescriptor type) {
      return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type);
    }

    void install(byte[] code, boolean barrier) throws Throwable {
      if (next + code.length > BYTES) {
        next = 0;
      }
      MemorySegment.copy(MemorySegment.ofArray(code), 0, writable, next, code.length);
      if (barrier) {
        long unused = (long) membarrier.invokeExact(SYS_MEMBARRIER, SYNC_CORE, 0, 0);
        require(unused + 1);
      }
      require((long) CALL.invokeExact(executable + next));
      next += (code.length + 63) & -64;
    }
  }
}
