package org.tosc.backends.x86.asm;

/// A mask register of AVX-512. As the mask of an instruction `k0` cannot be named: its number there
/// means that all lanes are written (Intel SDM volume 1, 15.6.1.1).
///
/// @param number 0 … 7
public record Mask(int number) implements Register {
  public static final int COUNT = 8;

  public Mask {
    if (number < 0 || number >= COUNT) {
      throw new IllegalArgumentException("there is no mask register " + number);
    }
  }

  /// Where an instruction writes only the bits of another mask.
  public Masked masked(Mask mask) {
    return new Masked(this, mask, false);
  }

  @Override
  public long kind() {
    return Kind.MASK | Kind.number(number) | Kind.UNMASKED;
  }

  @Override
  public String text() {
    return "k" + number;
  }

  @Override
  public String toString() {
    return text();
  }
}
