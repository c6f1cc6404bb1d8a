package org.tosc.backends.machines.x86.exec;

/// The status flags and DF (SDM volume 1, 3.4.3).
final class Flags {
  boolean carry;
  boolean parity;
  boolean adjust;
  boolean zero;
  boolean sign;
  boolean overflow;
  boolean direction;

  /// ZF, SF and PF of a result of so many bytes.
  void result(long value, int bytes) {
    long within = Bits.of(value, bytes);
    zero = within == 0;
    sign = Bits.negative(value, bytes);
    parity = (Long.bitCount(value & 0xFF) & 1) == 0;
  }

  /// All of them after a logical operation; AF is undefined.
  void logic(long value, int bytes) {
    result(value, bytes);
    carry = false;
    overflow = false;
  }

  /// After a + b (+ carry in) = sum.
  void sum(long a, long b, long sum, int bytes) {
    result(sum, bytes);
    long carries = (a & b) | ((a | b) & ~sum);
    carry = Bits.negative(carries, bytes);
    overflow = Bits.negative((a ^ sum) & (b ^ sum), bytes);
    adjust = ((a ^ b ^ sum) & 16) != 0;
  }

  /// After a - b (- borrow in) = difference.
  void difference(long a, long b, long difference, int bytes) {
    result(difference, bytes);
    long borrows = (~a & b) | ((~a | b) & difference);
    carry = Bits.negative(borrows, bytes);
    overflow = Bits.negative((a ^ b) & (a ^ difference), bytes);
    adjust = ((a ^ b ^ difference) & 16) != 0;
  }

  /// Condition 0 to 15 (SDM volume 2, appendix B, table B-10).
  boolean holds(int condition) {
    boolean base =
        switch (condition >> 1) {
          case 0 -> overflow;
          case 1 -> carry;
          case 2 -> zero;
          case 3 -> carry || zero;
          case 4 -> sign;
          case 5 -> parity;
          case 6 -> sign != overflow;
          default -> zero || sign != overflow;
        };
    return base != ((condition & 1) != 0);
  }

  /// As pushf stores them: bit 1 is always set; IF is, too, in user programs.
  long packed() {
    return 0x202
        | (carry ? 1 : 0)
        | (parity ? 4 : 0)
        | (adjust ? 16 : 0)
        | (zero ? 64 : 0)
        | (sign ? 128 : 0)
        | (direction ? 1024 : 0)
        | (overflow ? 2048 : 0);
  }

  void unpack(long bits) {
    carry = (bits & 1) != 0;
    parity = (bits & 4) != 0;
    adjust = (bits & 16) != 0;
    zero = (bits & 64) != 0;
    sign = (bits & 128) != 0;
    direction = (bits & 1024) != 0;
    overflow = (bits & 2048) != 0;
  }
}
