package org.tosc.backends.machines.x86.exec;

import java.util.Map;
import org.tosc.backends.machines.x86.isa.Instruction;

/// Shifts and rotations (SDM volume 2: SAL/SAR/SHL/SHR, RCL/RCR/ROL/ROR, SHLD, SHRD). Counts are
/// modulo 32, or 64 for 8 bytes; a count of zero changes no flag.
final class ShiftActions {
  private ShiftActions() {}

  static final Map<String, Action> ACTIONS =
      Map.ofEntries(
          Map.entry("shl", ShiftActions::left),
          Map.entry("shr", ShiftActions::right),
          Map.entry("sar", ShiftActions::arithmetic),
          Map.entry("rol", ShiftActions::rotateLeft),
          Map.entry("ror", ShiftActions::rotateRight),
          Map.entry("rcl", (c, i) -> rotateCarry(c, i, true)),
          Map.entry("rcr", (c, i) -> rotateCarry(c, i, false)),
          Map.entry("shld", (c, i) -> twice(c, i, true)),
          Map.entry("shrd", (c, i) -> twice(c, i, false)),
          Map.entry("shlx", (c, i) -> c.set(i, 0, c.value(i, 1) << by(c, i))),
          Map.entry("shrx", (c, i) -> c.set(i, 0, c.value(i, 1) >>> by(c, i))),
          Map.entry(
              "sarx",
              (c, i) -> c.set(i, 0, Bits.signed(c.value(i, 1), Core.size(i, 0)) >> by(c, i))),
          Map.entry("rorx", ShiftActions::rorx));

  private static int by(Core c, Instruction i) {
    return (int) c.value(i, 2) & (Core.size(i, 0) == 8 ? 63 : 31);
  }

  private static int count(Core c, Instruction i, int n) {
    return (int) c.value(i, n) & (Core.size(i, 0) == 8 ? 63 : 31);
  }

  private static void left(Core c, Instruction i) {
    int size = Core.size(i, 0);
    int count = count(c, i, 1);
    if (count == 0) {
      keep(c, i);
      return;
    }
    long a = c.value(i, 0);
    long r = a << count;
    c.set(i, 0, r);
    c.flags.result(r, size);
    c.flags.carry = count <= size * 8 && (a >>> (size * 8 - count) & 1) != 0;
    if (count == 1) {
      c.flags.overflow = c.flags.sign != c.flags.carry;
    }
  }

  /// A count of zero writes the destination, but changes nothing: the upper half of a register of 4
  /// bytes is cleared.
  private static void keep(Core c, Instruction i) {
    c.set(i, 0, c.value(i, 0));
  }

  private static void right(Core c, Instruction i) {
    int count = count(c, i, 1);
    if (count == 0) {
      keep(c, i);
      return;
    }
    int size = Core.size(i, 0);
    long a = c.value(i, 0);
    c.set(i, 0, a >>> count);
    c.flags.result(a >>> count, size);
    c.flags.carry = (a >>> (count - 1) & 1) != 0;
    if (count == 1) {
      c.flags.overflow = Bits.negative(a, size);
    }
  }

  private static void arithmetic(Core c, Instruction i) {
    int count = count(c, i, 1);
    if (count == 0) {
      keep(c, i);
      return;
    }
    int size = Core.size(i, 0);
    long a = Bits.signed(c.value(i, 0), size);
    c.set(i, 0, a >> count);
    c.flags.result(a >> count, size);
    c.flags.carry = (a >> (count - 1) & 1) != 0;
    if (count == 1) {
      c.flags.overflow = false;
    }
  }

  private static void rotateLeft(Core c, Instruction i) {
    int bits = Core.size(i, 0) * 8;
    int count = count(c, i, 1);
    long a = c.value(i, 0);
    int n = count % bits;
    long r = n == 0 ? a : a << n | a >>> (bits - n);
    c.set(i, 0, r);
    if (count != 0) {
      c.flags.carry = (r & 1) != 0;
      if (count == 1) {
        c.flags.overflow = Bits.negative(r, bits / 8) != c.flags.carry;
      }
    }
  }

  private static void rotateRight(Core c, Instruction i) {
    int bits = Core.size(i, 0) * 8;
    int count = count(c, i, 1);
    long a = c.value(i, 0);
    int n = count % bits;
    long r = n == 0 ? a : a >>> n | a << (bits - n);
    c.set(i, 0, r);
    if (count != 0) {
      c.flags.carry = Bits.negative(r, bits / 8);
      if (count == 1) {
        c.flags.overflow = ((r >>> (bits - 1) ^ r >>> (bits - 2)) & 1) != 0;
      }
    }
  }

  /// Rotates through CF, bit by bit.
  private static void rotateCarry(Core c, Instruction i, boolean left) {
    int size = Core.size(i, 0);
    int bits = size * 8;
    int count = count(c, i, 1);
    int n = bits < 32 ? count % (bits + 1) : count;
    long a = c.value(i, 0);
    boolean carry = c.flags.carry;
    boolean overflow = c.flags.overflow;
    if (count == 1 && !left) {
      overflow = Bits.negative(a, size) != carry;
    }
    for (int k = 0; k < n; k++) {
      if (left) {
        boolean out = Bits.negative(a, size);
        a = a << 1 | (carry ? 1 : 0);
        carry = out;
      } else {
        boolean out = (a & 1) != 0;
        a = Bits.of(a, size) >>> 1 | (carry ? 1L << (bits - 1) : 0);
        carry = out;
      }
    }
    c.set(i, 0, a);
    c.flags.carry = carry;
    if (count == 1 && left) {
      overflow = Bits.negative(a, size) != carry;
    }
    c.flags.overflow = overflow;
  }

  /// SHLD, SHRD: bits come in from the second operand. A count above 16 of 2 bytes is undefined.
  private static void twice(Core c, Instruction i, boolean left) {
    int size = Core.size(i, 0);
    int bits = size * 8;
    int count = count(c, i, 2);
    if (count == 0 || count > bits) {
      keep(c, i);
      return;
    }
    long a = c.value(i, 0);
    long b = c.value(i, 1);
    long filled =
        count == bits ? b : left ? b >>> (bits - count) : Bits.of(b << (bits - count), size);
    long rest = count == 64 ? 0 : left ? a << count : a >>> count;
    long r = count == bits ? b : rest | filled;
    c.set(i, 0, r);
    c.flags.result(r, size);
    c.flags.carry = ((left ? a >>> (bits - count) : a >>> (count - 1)) & 1) != 0;
    if (count == 1) {
      c.flags.overflow = Bits.negative(a ^ r, size);
    }
  }

  private static void rorx(Core c, Instruction i) {
    int bits = Core.size(i, 0) * 8;
    int n = (int) c.value(i, 2) & (bits - 1);
    long a = c.value(i, 1);
    c.set(i, 0, n == 0 ? a : a >>> n | a << (bits - n));
  }
}
