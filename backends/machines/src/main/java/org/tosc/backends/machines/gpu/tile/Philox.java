package org.tosc.backends.machines.gpu.tile;

/// Random numbers by a counter: Philox 4x32 (Salmon et al., "Parallel random numbers: as easy as 1,
/// 2, 3", SC 2011), as `triton.language.random` uses it.
final class Philox {
  private static final int KEY_A = 0x9E3779B9;
  private static final int KEY_B = 0xBB67AE85;
  private static final int ROUND_A = 0xD2511F53;
  private static final int ROUND_B = 0xCD9E8D57;
  private static final int ROUNDS = 10;

  /// Largest factor with which the largest whole number stays below 1 in `f32`.
  private static final float SCALE = 4.6566126E-10f;

  private static final float LEAST_UNIFORM = 1.0e-7f;
  private static final float TWO_PI = 6.2831855f;

  private Philox() {}

  /// Four numbers of a counter and a key.
  static int[] block(int c0, int c1, int c2, int c3, int k0, int k1) {
    int[] c = {c0, c1, c2, c3};
    int low = k0;
    int high = k1;
    for (int i = 0; i < ROUNDS; i++) {
      int first = c[0];
      int third = c[2];
      c[0] = upper(ROUND_B, third) ^ c[1] ^ low;
      c[2] = upper(ROUND_A, first) ^ c[3] ^ high;
      c[1] = ROUND_B * third;
      c[3] = ROUND_A * first;
      low += KEY_A;
      high += KEY_B;
    }
    return c;
  }

  /// Four numbers for an offset of up to 64 bits.
  static int[] of(long seed, long offset, boolean isWide) {
    int high = isWide ? (int) (offset >> Integer.SIZE) : 0;
    return block((int) offset, high, 0, 0, (int) seed, (int) (seed >> Integer.SIZE));
  }

  private static int upper(int a, int b) {
    return (int) (((a & 0xFFFF_FFFFL) * (b & 0xFFFF_FFFFL)) >>> Integer.SIZE);
  }

  /// A number in [0, 1) of 32 bits.
  static float uniform(int bits) {
    return (bits < 0 ? -bits - 1 : bits) * SCALE;
  }

  /// A number of the normal distribution (Box and Muller).
  static float normal(int first, int second) {
    float u = Math.max(LEAST_UNIFORM, uniform(first));
    float angle = TWO_PI * uniform(second);
    float radius = (float) Math.sqrt(-2.0f * (float) StrictMath.log(u));
    return radius * (float) StrictMath.cos(angle);
  }
}
