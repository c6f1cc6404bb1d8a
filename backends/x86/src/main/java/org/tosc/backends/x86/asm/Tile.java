package org.tosc.backends.x86.asm;

/// A tile register of AMX: a matrix of at most 16 rows of 64 bytes, as `LDTILECFG` says (Intel SDM
/// volume 1, chapter 18). Linux lets a process use them that asks (`ARCH_REQ_XCOMP_PERM`).
///
/// @param number 0 … 7
public record Tile(int number) implements Register {
  public static final int COUNT = 8;

  public Tile {
    if (number < 0 || number >= COUNT) {
      throw new IllegalArgumentException("there is no tile register " + number);
    }
  }

  @Override
  public long kind() {
    return Kind.TILE | Kind.number(number);
  }

  @Override
  public String text() {
    return "tmm" + number;
  }

  @Override
  public String toString() {
    return text();
  }
}
