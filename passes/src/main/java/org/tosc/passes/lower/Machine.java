package org.tosc.passes.lower;

/// What the sizes of blocks depend on.
///
/// @param lanes of a vector register of `f32`
/// @param registers for vectors
/// @param l1 bytes of the first-level data cache
/// @param l2 bytes of the second-level cache
public record Machine(int lanes, int registers, int l1, int l2) {
  /// AVX-512 with the caches of Intel's servers since Skylake: 32 KiB and 1 MiB for each core
  /// (Intel 64 and IA-32 Architectures Optimization Reference Manual, 2.6).
  public static final Machine AVX512 = new Machine(16, 32, 32 << 10, 1 << 20);

  /// AVX2: half the lanes and registers.
  public static final Machine AVX2 = new Machine(8, 16, 32 << 10, 512 << 10);
}
