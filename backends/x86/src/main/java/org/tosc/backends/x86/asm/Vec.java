package org.tosc.backends.x86.asm;

/// A vector register: the lowest 128, 256 or 512 bits of `zmm0` … `zmm31`. Those from 16 on are
/// reached by EVEX encodings only.
///
/// @param number 0 … 31
/// @param bits 128, 256 or 512
public record Vec(int number, int bits) implements Register {
  /// How many there are with AVX-512.
  public static final int COUNT = 32;

  private static final Vec[] ALL = all();

  public Vec {
    if (number < 0 || number >= COUNT) {
      throw new IllegalArgumentException("there is no vector register " + number);
    }
    if (bits != 128 && bits != 256 && bits != 512) {
      throw new IllegalArgumentException("no vector register has " + bits + " bits");
    }
  }

  private static Vec[] all() {
    Vec[] all = new Vec[3 * COUNT];
    for (int i = 0; i < all.length; i++) {
      all[i] = new Vec(i % COUNT, 128 << (i / COUNT));
    }
    return all;
  }

  /// The register of a number and a width.
  public static Vec of(int bits, int number) {
    return ALL[(Integer.numberOfTrailingZeros(bits) - 7) * COUNT + number];
  }

  public static Vec xmm(int number) {
    return of(128, number);
  }

  public static Vec ymm(int number) {
    return of(256, number);
  }

  public static Vec zmm(int number) {
    return of(512, number);
  }

  /// The same register with another width.
  public Vec as(int width) {
    return of(width, number);
  }

  /// Where an instruction writes only the lanes of a mask.
  public Masked masked(Mask mask, boolean zeroing) {
    return new Masked(this, mask, zeroing);
  }

  @Override
  public long kind() {
    return Kind.vector(bits, number >= 16) | Kind.number(number) | Kind.UNMASKED;
  }

  @Override
  public String text() {
    return (bits == 128 ? "xmm" : bits == 256 ? "ymm" : "zmm") + number;
  }

  @Override
  public String toString() {
    return text();
  }
}
