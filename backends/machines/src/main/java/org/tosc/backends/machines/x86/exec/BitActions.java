package org.tosc.backends.machines.x86.exec;

import java.util.Map;
import org.tosc.backends.machines.x86.isa.Indirect;
import org.tosc.backends.machines.x86.isa.Instruction;
import org.tosc.backends.machines.x86.isa.Register;

/// Bit tests, counts and fields: BT to BTC, BSF to LZCNT, BMI1 and BMI2.
final class BitActions {
  private BitActions() {}

  static final Map<String, Action> ACTIONS =
      Map.ofEntries(
          Map.entry("bt", (c, i) -> test(c, i, (value, bit) -> value)),
          Map.entry("bts", (c, i) -> test(c, i, (value, bit) -> value | bit)),
          Map.entry("btr", (c, i) -> test(c, i, (value, bit) -> value & ~bit)),
          Map.entry("btc", (c, i) -> test(c, i, (value, bit) -> value ^ bit)),
          Map.entry("bsf", (c, i) -> scan(c, i, true)),
          Map.entry("bsr", (c, i) -> scan(c, i, false)),
          Map.entry("tzcnt", (c, i) -> count(c, i, true)),
          Map.entry("lzcnt", (c, i) -> count(c, i, false)),
          Map.entry("popcnt", BitActions::population),
          Map.entry("bswap", BitActions::swap),
          Map.entry("andn", BitActions::andNot),
          Map.entry("blsr", (c, i) -> lowest(c, i, 0)),
          Map.entry("blsmsk", (c, i) -> lowest(c, i, 1)),
          Map.entry("blsi", (c, i) -> lowest(c, i, 2)),
          Map.entry("bextr", BitActions::extract),
          Map.entry("bzhi", BitActions::zeroHigh),
          Map.entry("pext", (c, i) -> c.set(i, 0, Long.compress(c.value(i, 1), c.value(i, 2)))),
          Map.entry("pdep", (c, i) -> c.set(i, 0, Long.expand(c.value(i, 1), c.value(i, 2)))),
          Map.entry("crc32", BitActions::crc));

  @FunctionalInterface
  private interface Change {
    long of(long value, long bit);
  }

  /// With a register as position, memory is a string of bits (SDM volume 2, BT).
  private static void test(Core c, Instruction i, Change change) {
    int size = Core.size(i, 0);
    long position = c.value(i, 1);
    long bit = 1L << (position & size * 8 - 1);
    if (i.operands().getFirst() instanceof Indirect at && i.operands().get(1) instanceof Register) {
      long address = c.address(at, (Bits.signed(position, size) >> shift(size)) * size);
      long value = c.memory.load(address, size);
      c.flags.carry = (value & bit) != 0;
      if (change.of(value, bit) != value || !i.row().mnemonic().equals("bt")) {
        c.memory.store(address, size, change.of(value, bit));
      }
      return;
    }
    long value = c.value(i, 0);
    c.flags.carry = (value & bit) != 0;
    if (!i.row().mnemonic().equals("bt")) {
      c.set(i, 0, change.of(value, bit));
    }
  }

  private static int shift(int size) {
    return size == 2 ? 4 : size == 4 ? 5 : 6;
  }

  /// Of zero the destination stays as it is, as processors do; the manual calls it undefined.
  private static void scan(Core c, Instruction i, boolean forward) {
    long value = c.value(i, 1);
    c.flags.zero = value == 0;
    if (value != 0) {
      c.set(
          i,
          0,
          forward ? Long.numberOfTrailingZeros(value) : 63 - Long.numberOfLeadingZeros(value));
    }
  }

  private static void count(Core c, Instruction i, boolean trailing) {
    int bits = Core.size(i, 0) * 8;
    long value = c.value(i, 1);
    int zeros =
        trailing
            ? Math.min(bits, Long.numberOfTrailingZeros(value))
            : Long.numberOfLeadingZeros(value) - (64 - bits);
    c.set(i, 0, zeros);
    c.flags.carry = value == 0;
    c.flags.zero = zeros == 0;
  }

  private static void population(Core c, Instruction i) {
    long value = c.value(i, 1);
    c.set(i, 0, Long.bitCount(value));
    c.flags.logic(value, Core.size(i, 0));
    c.flags.sign = false;
    c.flags.parity = false;
    c.flags.adjust = false;
  }

  private static void swap(Core c, Instruction i) {
    int size = Core.size(i, 0);
    if (size == 2) {
      throw new Stop(Trap.Kind.UNMODELLED, "bswap of 16 bits is undefined");
    }
    c.set(i, 0, Long.reverseBytes(c.value(i, 0)) >>> (64 - 8 * size));
  }

  private static void andNot(Core c, Instruction i) {
    long r = ~c.value(i, 1) & c.value(i, 2);
    c.set(i, 0, r);
    boolean parity = c.flags.parity;
    c.flags.logic(r, Core.size(i, 0));
    c.flags.parity = parity;
  }

  private static void lowest(Core c, Instruction i, int kind) {
    int size = Core.size(i, 0);
    long a = c.value(i, 1);
    long r = kind == 0 ? a & (a - 1) : kind == 1 ? a ^ (a - 1) : a & -a;
    c.set(i, 0, r);
    boolean parity = c.flags.parity;
    c.flags.logic(r, size);
    c.flags.parity = parity;
    c.flags.carry = (kind == 2) == (a != 0);
  }

  private static void extract(Core c, Instruction i) {
    long control = c.value(i, 2);
    int start = (int) control & 0xFF;
    int length = (int) (control >> 8) & 0xFF;
    long a = start > 63 ? 0 : c.value(i, 1) >>> start;
    long r = length > 63 ? a : a & ((1L << length) - 1);
    c.set(i, 0, r);
    c.flags.zero = r == 0;
    c.flags.carry = false;
    c.flags.overflow = false;
  }

  private static void zeroHigh(Core c, Instruction i) {
    int size = Core.size(i, 0);
    int n = (int) c.value(i, 2) & 0xFF;
    long a = c.value(i, 1);
    long r = n >= size * 8 ? a : a & ((1L << n) - 1);
    c.set(i, 0, r);
    boolean parity = c.flags.parity;
    c.flags.logic(r, size);
    c.flags.parity = parity;
    c.flags.carry = n >= size * 8;
  }

  /// The polynomial 11EDC6F41, reflected (SDM volume 2, CRC32).
  private static void crc(Core c, Instruction i) {
    long crc = c.value(i, 0) & 0xFFFF_FFFFL;
    long data = c.value(i, 1);
    for (int k = 0; k < Core.size(i, 1); k++) {
      crc ^= data >>> (8 * k) & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) != 0 ? crc >>> 1 ^ 0x82F6_3B78L : crc >>> 1;
      }
    }
    c.set(i, 0, crc);
  }
}
