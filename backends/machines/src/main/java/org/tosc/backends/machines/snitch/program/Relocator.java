package org.tosc.backends.machines.snitch.program;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Fills in one relocation after the other in the bytes of a section of RV32 code or data.
final class Relocator {
  private static final int I_IMMEDIATE = 0xFFF0_0000;
  private static final int S_IMMEDIATE = 0xFE00_0F80;
  private static final int U_IMMEDIATE = 0xFFFF_F000;

  /// How far the first 20 bits are from the address if the last 12 have a sign.
  private static final int HALF_PAGE = 0x800;

  private final ByteBuffer bytes;
  private final int address;

  /// @param section what is changed
  /// @param address where it is
  Relocator(byte[] section, int address) {
    bytes = ByteBuffer.wrap(section).order(ByteOrder.LITTLE_ENDIAN);
    this.address = address;
  }

  /// Fills in one.
  ///
  /// @param at the offset, where as many bytes are as the kind has
  /// @param target S + A; for the lower part of another one that one's S + A - P; for alignment A
  /// @return what is wrong, or null
  @Nullable String apply(RelocationKind kind, int at, int target) {
    int relative = target - address - at;
    switch (kind) {
      case NOTHING -> {}
      case WORD, SET_4 -> bytes.putInt(at, target);
      case RELATIVE_WORD -> bytes.putInt(at, relative);
      case BRANCH -> {
        return branch(at, relative);
      }
      case JUMP -> {
        return jump(at, relative);
      }
      case CALL -> {
        high(at, relative);
        replace(at + 4, I_IMMEDIATE, relative << 20);
      }
      case HIGH -> high(at, target);
      case RELATIVE_HIGH -> high(at, relative);
      case LOW_I, RELATIVE_LOW_I -> replace(at, I_IMMEDIATE, target << 20);
      case LOW_S, RELATIVE_LOW_S ->
          replace(at, S_IMMEDIATE, (target & 0xFE0) << 20 | (target & 0x1F) << 7);
      case ADD_1 -> bytes.put(at, (byte) (bytes.get(at) + target));
      case ADD_2 -> bytes.putShort(at, (short) (bytes.getShort(at) + target));
      case ADD_4 -> bytes.putInt(at, bytes.getInt(at) + target);
      case SUBTRACT_1 -> bytes.put(at, (byte) (bytes.get(at) - target));
      case SUBTRACT_2 -> bytes.putShort(at, (short) (bytes.getShort(at) - target));
      case SUBTRACT_4 -> bytes.putInt(at, bytes.getInt(at) - target);
      case SUBTRACT_6_BITS -> sixBits(at, bytes.get(at) - target);
      case SET_6_BITS -> sixBits(at, target);
      case SET_1 -> bytes.put(at, (byte) target);
      case SET_2 -> bytes.putShort(at, (short) target);
      case ALIGN -> {
        return align(at, target);
      }
    }
    return null;
  }

  private void replace(int at, int mask, int value) {
    bytes.putInt(at, (bytes.getInt(at) & ~mask) | (value & mask));
  }

  private void high(int at, int value) {
    replace(at, U_IMMEDIATE, value + HALF_PAGE);
  }

  private void sixBits(int at, int value) {
    bytes.put(at, (byte) ((bytes.get(at) & 0xC0) | (value & 0x3F)));
  }

  private @Nullable String branch(int at, int distance) {
    if (distance != distance << 19 >> 19 || (distance & 1) != 0) {
      return far("a branch", at, distance);
    }
    int immediate =
        (distance & 0x1000) << 19
            | (distance & 0x7E0) << 20
            | (distance & 0x1E) << 7
            | (distance & 0x800) >> 4;
    replace(at, S_IMMEDIATE, immediate);
    return null;
  }

  private @Nullable String jump(int at, int distance) {
    if (distance != distance << 11 >> 11 || (distance & 1) != 0) {
      return far("a jump", at, distance);
    }
    int immediate =
        (distance & 0x10_0000) << 11
            | (distance & 0x7FE) << 20
            | (distance & 0x800) << 9
            | (distance & 0xF_F000);
    replace(at, U_IMMEDIATE, immediate);
    return null;
  }

  private String far(String what, int at, int distance) {
    return String.format(
        Locale.ROOT, "%s at 0x%x cannot reach %d bytes", what, address + at, distance);
  }

  /// Nothing is ever taken out, so what follows must be aligned with all of the `nop`s in between.
  private @Nullable String align(int at, int padding) {
    int alignment = Integer.highestOneBit(Math.max(padding, 1)) << 1;
    int needed = -(address + at) & alignment - 1;
    if (padding == 0 || needed == padding) {
      return null;
    }
    return String.format(
        Locale.ROOT,
        "what follows 0x%x is aligned only after relaxation, expected code that is assembled with"
            + " -mno-relax",
        address + at);
  }
}
