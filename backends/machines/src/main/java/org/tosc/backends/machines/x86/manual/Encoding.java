package org.tosc.backends.machines.x86.manual;

/// The encoding column of a row.
///
/// @param map 0 for one byte, 1 for `0F`, 2 for `0F38`, 3 for `0F3A`
/// @param prefix which prefix belongs to the opcode: 0 none, 1 `66`, 2 `F3`, 3 `F2` (as VEX.pp
///   counts), [#ANY] where any may stand
/// @param w 0, 1 or [#ANY]
/// @param b what REX.B must be, or [#ANY]
/// @param length 0, 1, 2 for 128, 256, 512 bits, [#ANY], or [#IGNORED] for scalars
/// @param digit what ModRM.reg must be, or [#ANY]
/// @param mod [#MEMORY], [#REGISTER] or [#ANY]
/// @param modrm the whole ModRM byte, or [#ANY]
/// @param hasModrm whether there is a ModRM byte
public record Encoding(
    Space space,
    int map,
    int opcode,
    int prefix,
    int w,
    int b,
    int length,
    int digit,
    int mod,
    int modrm,
    boolean hasModrm) {
  public static final int ANY = -1;
  public static final int IGNORED = -2;
  public static final int MEMORY = 0;
  public static final int REGISTER = 1;

  /// Which prefix introduces the opcode.
  public enum Space {
    LEGACY(0),
    VEX(1),
    EVEX(2);

    private final int number;

    Space(int number) {
      this.number = number;
    }

    int number() {
      return number;
    }
  }

  /// Whether this is it, for an opcode that is already found.
  ///
  /// @param byteOfModrm 0 where there is none
  public boolean fits(int wBit, int bBit, int lengthBits, int byteOfModrm) {
    return (w == ANY || w == wBit)
        && (b == ANY || b == bBit)
        && (length < 0 || length == lengthBits)
        && (digit == ANY || digit == ((byteOfModrm >> 3) & 7))
        && (mod == ANY || (mod == REGISTER) == (byteOfModrm >= 0xC0))
        && (modrm == ANY || modrm == byteOfModrm);
  }
}
