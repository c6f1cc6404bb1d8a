package org.tosc.backends.machines.x86.program;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.elf.ObjectFile.Relocation;

/// Fills in relocations of x86-64 (System V ABI for AMD64, table 4.9).
///
/// S is the symbol's address, A the addend, P the place that is filled in, G the symbol's entry in
/// the table of addresses.
final class Relocator {
  private Relocator() {}

  /// What a type is calculated from, and how it is written.
  private enum Kind {
    NONE(0, 0, false),
    /// S + A, in 8 bytes.
    ABSOLUTE(8, 8, false),
    /// The same in 4 bytes that are zero extended.
    ABSOLUTE_UNSIGNED(4, 4, false),
    /// The same in 4, 2 or 1 bytes that are sign extended.
    ABSOLUTE_4(4, -4, false),
    ABSOLUTE_2(2, -2, false),
    ABSOLUTE_1(1, -1, false),
    /// S + A - P. There are no stubs for procedures, so L of the ABI is S.
    RELATIVE_8(8, 8, true),
    RELATIVE_4(4, -4, true),
    RELATIVE_2(2, -2, true),
    RELATIVE_1(1, -1, true),
    /// G + A - P.
    TABLE(4, -4, true);

    final int bytes;

    /// What the value must fit in: so many bytes, negative for numbers with a sign.
    final int fits;

    final boolean relative;

    Kind(int bytes, int fits, boolean relative) {
      this.bytes = bytes;
      this.fits = fits;
      this.relative = relative;
    }
  }

  private static @Nullable Kind kind(int type) {
    return switch (type) {
      case 0 -> Kind.NONE;
      case 1 -> Kind.ABSOLUTE;
      case 2, 4 -> Kind.RELATIVE_4;
      case 9, 41, 42 -> Kind.TABLE;
      case 10 -> Kind.ABSOLUTE_UNSIGNED;
      case 11 -> Kind.ABSOLUTE_4;
      case 12 -> Kind.ABSOLUTE_2;
      case 13 -> Kind.RELATIVE_2;
      case 14 -> Kind.ABSOLUTE_1;
      case 15 -> Kind.RELATIVE_1;
      case 24 -> Kind.RELATIVE_8;
      default -> null;
    };
  }

  /// Whether a type asks for an entry in the table of addresses.
  static boolean needsTable(int type) {
    return kind(type) == Kind.TABLE;
  }

  /// Fills in one.
  ///
  /// @param section what it stands in, and where that is
  /// @param target S, or G where [#needsTable] says so
  /// @return what is wrong, or null
  static @Nullable String apply(Relocation r, byte[] section, long address, long target) {
    Kind kind = kind(r.type());
    if (kind == null) {
      return "relocations of type " + r.type() + " are not known here";
    }
    if (kind.bytes > section.length - r.offset()) {
      return "a relocation reaches behind the end of its section";
    }
    long value = target + r.addend() - (kind.relative ? address + r.offset() : 0);
    if (!fits(value, kind.fits)) {
      return String.format(
          Locale.ROOT,
          "0x%x does not fit in the %d bytes that a relocation has for it",
          value,
          kind.bytes);
    }
    ByteBuffer to = ByteBuffer.wrap(section).order(ByteOrder.LITTLE_ENDIAN);
    int at = (int) r.offset();
    switch (kind.bytes) {
      case 1 -> to.put(at, (byte) value);
      case 2 -> to.putShort(at, (short) value);
      case 4 -> to.putInt(at, (int) value);
      case 8 -> to.putLong(at, value);
      default -> {}
    }
    return null;
  }

  private static boolean fits(long value, int bytes) {
    return switch (bytes) {
      case 4 -> value >>> 32 == 0;
      case -4 -> value == (int) value;
      case -2 -> value == (short) value;
      case -1 -> value == (byte) value;
      default -> true;
    };
  }
}
