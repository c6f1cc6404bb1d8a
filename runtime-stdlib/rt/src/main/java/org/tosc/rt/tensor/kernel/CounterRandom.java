package org.tosc.rt.tensor.kernel;

/// The counter-based random generator of tensor operations: word `i` (from 0) of the stream of
/// `seed` is
///
/// ```
/// z = seed + (i + 1) · 0x9E3779B97F4A7C15
/// z = (z ^ (z >>> 30)) · 0xBF58476D1CE4E5B9
/// z = (z ^ (z >>> 27)) · 0x94D049BB133111EB
/// word = z ^ (z >>> 31)
/// ```
///
/// in 64-bit arithmetic, which is SplitMix64 started at `seed` (Steele, Lea and Flood, *Fast
/// Splittable Pseudorandom Number Generators*, OOPSLA 2014; Vigna's `splitmix64.c`). Element `i` of
/// a tensor, in row-major order, takes:
///
/// - `rand`: the top `p` bits of word `i`, times `2^-p`, where `p` is the precision of the dtype
///   (53 for `f64`, 24 for `f32`, 11 for `f16`, 8 for `bf16`, 4 for `f8e4m3`, 3 for `f8e5m2`):
///   exact, in [0, 1).
/// - `randn`: with `j = i` rounded down to even, `u = ((word j >>> 11) + 1) · 2^-53` and `v = (word
///   j+1 >>> 11) · 2^-53`: `√(-2 ln u) · cos(2πv)` for even `i` and `· sin(2πv)` for odd `i` (Box
///   and Muller), in binary64 with `StrictMath`'s `log`, `cos` and `sin`, then rounded to the
///   dtype.
/// - `randint`: `low +` the high 64 bits of the unsigned 128-bit product of word `i` and `high -
///   low`.
/// - `dropout`: zero where `(word i >>> 11) · 2^-53 < p`, else `x / (1 - p)`.
public final class CounterRandom {
  private static final long GAMMA = 0x9E3779B97F4A7C15L;

  private final long seed;

  public CounterRandom(long seed) {
    this.seed = seed;
  }

  /// Word `i` of the stream.
  public long word(long i) {
    long z = seed + (i + 1) * GAMMA;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /// A uniform number in [0, 1) of `precision` bits.
  public double uniform(long i, int precision) {
    return (word(i) >>> (64 - precision)) * Math.scalb(1.0, -precision);
  }

  /// A standard normal number.
  public double normal(long i) {
    long j = i & ~1L;
    double u = ((word(j) >>> 11) + 1) * 0x1p-53;
    double v = (word(j + 1) >>> 11) * 0x1p-53;
    double radius = Math.sqrt(-2 * StrictMath.log(u));
    double angle = 2 * Math.PI * v;
    return radius * (i == j ? StrictMath.cos(angle) : StrictMath.sin(angle));
  }

  /// An integer from `low` up to `high`, exclusive; `low < high`, also where their distance
  /// overflows.
  public long integer(long i, long low, long high) {
    return low + Math.unsignedMultiplyHigh(word(i), high - low);
  }
}
