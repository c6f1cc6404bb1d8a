package org.tosc.passes.lower;

/// What the sizes of blocks depend on.
///
/// @param lanes of a vector register of `f32`
/// @param registers for vectors
/// @param l1 bytes of the first-level data cache
/// @param l2 bytes of the second-level cache
/// @param threads that work on a large kernel together
/// @param sharedFrom nanoseconds of work that make a kernel a large one, by the estimate of a core
///   that does 32 multiply-adds in one
/// @param dots whether there are dot products of bytes
/// @param assembled whether loops become machine code as they are written, by a backend of ours
///   that keeps sums in registers and reads operands where they are; otherwise HotSpot's JITs
///   compile them, which want short functions and registers to spare
public record Machine(
    int lanes,
    int registers,
    int l1,
    int l2,
    int threads,
    long sharedFrom,
    boolean dots,
    boolean assembled) {
  /// Handing work to a thread that waits for it takes a microsecond, up to three times in a
  /// product: on two threads 127³ gains and 100³, which is below this, loses.
  private static final long SHARED_FROM = 50_000;

  /// The same for one step of a large kernel, of which some have little to do: what two threads
  /// save of it is a few times what handing it over takes.
  private static final long FORKED_FROM = 5_000;

  /// AVX-512 with the caches of Intel's servers since Skylake: 32 KiB and 1 MiB for each core
  /// (Intel 64 and IA-32 Architectures Optimization Reference Manual, 2.6).
  public static final Machine AVX512 = new Machine(16, 32, 32 << 10, 1 << 20, 1, SHARED_FROM);

  /// AVX2: half the lanes and registers.
  public static final Machine AVX2 = new Machine(8, 16, 32 << 10, 512 << 10, 1, SHARED_FROM);

  /// Nanoseconds of work that make a step of a large kernel one that several threads do.
  long forkedFrom() {
    return Math.min(sharedFrom, FORKED_FROM);
  }

  /// Without dot products of bytes, compiled by HotSpot.
  public Machine(int lanes, int registers, int l1, int l2, int threads, long sharedFrom) {
    this(lanes, registers, l1, l2, threads, sharedFrom, false, false);
  }

  /// The same with vectors of another length.
  public Machine withLanes(int lanes) {
    return new Machine(lanes, registers, l1, l2, threads, sharedFrom, dots, assembled);
  }

  /// The same with another number of threads.
  public Machine withThreads(int threads) {
    return new Machine(lanes, registers, l1, l2, threads, sharedFrom, dots, assembled);
  }

  /// The same with dot products of bytes.
  public Machine withDots() {
    return new Machine(lanes, registers, l1, l2, threads, sharedFrom, true, assembled);
  }

  /// The same where loops become machine code as they are written.
  public Machine asAssembled() {
    return new Machine(lanes, registers, l1, l2, threads, sharedFrom, dots, true);
  }
}
