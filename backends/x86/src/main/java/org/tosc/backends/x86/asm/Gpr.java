package org.tosc.backends.x86.asm;

/// A general-purpose register, of which an instruction uses the lowest bits: `rax eax ax al` are
/// four records with one number (Intel SDM volume 2, table 3-1). The second bytes `ah bh ch dh`
/// have no records: with a REX prefix they cannot be named.
///
/// @param number 0 … 15
/// @param bits 8, 16, 32 or 64
public record Gpr(int number, int bits) implements Register {
  private static final String[] LEGACY = {"ax", "cx", "dx", "bx", "sp", "bp", "si", "di"};
  private static final int COUNT = 16;
  private static final Gpr[] ALL = all();

  public static final Gpr RAX = of(64, 0);
  public static final Gpr RCX = of(64, 1);
  public static final Gpr RDX = of(64, 2);
  public static final Gpr RBX = of(64, 3);
  public static final Gpr RSP = of(64, 4);
  public static final Gpr RBP = of(64, 5);
  public static final Gpr RSI = of(64, 6);
  public static final Gpr RDI = of(64, 7);
  public static final Gpr R8 = of(64, 8);
  public static final Gpr R9 = of(64, 9);
  public static final Gpr R10 = of(64, 10);
  public static final Gpr R11 = of(64, 11);
  public static final Gpr R12 = of(64, 12);
  public static final Gpr R13 = of(64, 13);
  public static final Gpr R14 = of(64, 14);
  public static final Gpr R15 = of(64, 15);

  public Gpr {
    if (number < 0 || number >= COUNT) {
      throw new IllegalArgumentException("there is no general-purpose register " + number);
    }
    if (bits != 8 && bits != 16 && bits != 32 && bits != 64) {
      throw new IllegalArgumentException("no register has " + bits + " bits");
    }
  }

  private static Gpr[] all() {
    Gpr[] all = new Gpr[4 * COUNT];
    for (int i = 0; i < all.length; i++) {
      all[i] = new Gpr(i % COUNT, 8 << (i / COUNT));
    }
    return all;
  }

  /// The register of a number and a width.
  public static Gpr of(int bits, int number) {
    return ALL[(Integer.numberOfTrailingZeros(bits) - 3) * COUNT + number];
  }

  /// Its lowest bits.
  public Gpr as(int width) {
    return of(width, number);
  }

  @Override
  public long kind() {
    long general = Kind.gpr(bits) | Kind.number(number);
    return switch (number) {
      case 0 -> general | Kind.accumulator(bits);
      case 1 -> bits == 8 ? general | Kind.CL : general;
      case 2 -> bits == 16 ? general | Kind.DX : general;
      // `spl bpl sil dil`: without REX these numbers mean `ah ch dh bh`.
      case 4, 5, 6, 7 -> bits == 8 ? general | Kind.NEEDS_REX : general;
      default -> general;
    };
  }

  @Override
  public String text() {
    if (number >= 8) {
      return "r"
          + number
          + switch (bits) {
            case 8 -> "b";
            case 16 -> "w";
            case 32 -> "d";
            default -> "";
          };
    }
    String name = LEGACY[number];
    return switch (bits) {
      case 8 -> number < 4 ? name.charAt(0) + "l" : name + "l";
      case 16 -> name;
      case 32 -> "e" + name;
      default -> "r" + name;
    };
  }

  @Override
  public String toString() {
    return text();
  }
}
