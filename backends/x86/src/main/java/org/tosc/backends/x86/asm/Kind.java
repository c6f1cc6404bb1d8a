package org.tosc.backends.x86.asm;

/// What operands are, as bits: an operand sets all that it is, a form accepts some.
final class Kind {
  private static final long GPR8 = 1;
  private static final long AL = 1L << 4;
  static final long CL = 1L << 8;
  static final long DX = 1L << 9;
  private static final long XMM = 1L << 10;
  private static final long XMM_HIGH = 1L << 13;
  static final long MASK = 1L << 16;
  private static final long MEM8 = 1L << 17;
  private static final long BROADCAST16 = 1L << 24;
  private static final long GATHER32 = 1L << 27;
  private static final long GATHER64 = 1L << 30;
  private static final long GATHER_HIGH32 = 1L << 33;
  private static final long GATHER_HIGH64 = 1L << 36;
  static final long SIGNED8 = 1L << 39;
  static final long UNSIGNED8 = 1L << 40;
  static final long SIGNED16 = 1L << 41;
  static final long UNSIGNED16 = 1L << 42;
  static final long SIGNED32 = 1L << 43;
  static final long UNSIGNED32 = 1L << 44;
  static final long CONSTANT = 1L << 45;

  /// What is, cut to 16 or 32 bits, the extension of 8 signed ones: `0xFFFF_FFFF` for 32 bits.
  static final long SIGNED8_IN16 = 1L << 53;

  static final long SIGNED8_IN32 = 1L << 54;
  static final long ONE = 1L << 46;
  static final long LABEL = 1L << 47;
  static final long ROUNDING = 1L << 48;
  static final long NO_EXCEPTIONS = 1L << 49;

  /// Decorations: a form must accept each that an operand has.
  static final long UNDER_MASK = 1L << 50;

  static final long ZEROING = 1L << 51;

  /// What could stand under a mask and does not.
  static final long UNMASKED = 1L << 52;

  /// A byte register with a name only under a REX prefix.
  static final long NEEDS_REX = 1L << 55;

  /// From this bit on stands the number of a register, in 5 bits.
  private static final int NUMBER = 56;

  static final long TILE = 1L << 61;

  private static final long DECORATIONS = UNDER_MASK | ZEROING | UNMASKED;

  static final long ANY_VECTOR = MASK - XMM;

  /// Memory of any width: what only takes an address.
  static final long ANY_MEMORY = (MEM8 << 7) - MEM8;

  private Kind() {}

  /// What operands are.
  static long[] of(Operand... operands) {
    long[] kinds = new long[operands.length];
    for (int i = 0; i < kinds.length; i++) {
      kinds[i] = operands[i].kind();
    }
    return kinds;
  }

  static long number(int register) {
    return (long) register << NUMBER;
  }

  /// The number of a register, 0 for what is none.
  static int numberOf(long kind) {
    return (int) (kind >>> NUMBER) & 31;
  }

  static long gpr(int bits) {
    return GPR8 << log(bits, 8);
  }

  /// `al ax eax rax`.
  static long accumulator(int bits) {
    return AL << log(bits, 8);
  }

  static long vector(int bits, boolean isHigh) {
    return (isHigh ? XMM_HIGH : XMM) << log(bits, 128);
  }

  static long memory(int bits) {
    return MEM8 << log(bits, 8);
  }

  static long broadcast(int bits) {
    return BROADCAST16 << log(bits, 16);
  }

  /// @param bits of an element
  /// @param index bits of the vector of indexes
  static long gather(int bits, int index, boolean isHigh) {
    long narrow = isHigh ? GATHER_HIGH32 : GATHER32;
    long wide = isHigh ? GATHER_HIGH64 : GATHER64;
    return (bits == 32 ? narrow : wide) << log(index, 128);
  }

  private static int log(int bits, int least) {
    return Integer.numberOfTrailingZeros(bits) - Integer.numberOfTrailingZeros(least);
  }

  static long constant(long value) {
    long kind = CONSTANT;
    if (value == (int) value) {
      kind |= SIGNED32;
      kind |= value == (short) value ? SIGNED16 : 0;
      kind |= value == (byte) value ? SIGNED8 : 0;
      kind |= value == 1 ? ONE : 0;
    }
    if (value >= 0) {
      kind |= value <= 0xFFL ? UNSIGNED8 : 0;
      kind |= value <= 0xFFFFL ? UNSIGNED16 : 0;
      kind |= value <= 0xFFFFL && (short) value == (byte) value ? SIGNED8_IN16 : 0;
      kind |= value <= 0xFFFF_FFFFL ? UNSIGNED32 : 0;
      kind |= value <= 0xFFFF_FFFFL && (int) value == (byte) value ? SIGNED8_IN32 : 0;
    }
    return kind;
  }

  static boolean accepts(long accepted, long kind) {
    return (kind & accepted & ~DECORATIONS) != 0 && (kind & DECORATIONS & ~accepted) == 0;
  }
}
