package org.tosc.backends.snitch.isa;

import java.util.Locale;

/// What stands in the fields of an instruction: its bits, and the values that it may have (The
/// RISC-V Instruction Set Manual, volume I, 2.2 and 2.3; snitch.md 2.2, 2.4 for those of Snitch).
///
/// The value of a register is its number; of a displacement, bytes; of all others, what assemblers
/// write.
public enum Operand {
  XD(Kind.X, 11, 7),
  XS1(Kind.X, 19, 15),
  XS2(Kind.X, 24, 20),
  FD(Kind.F, 11, 7),
  FS1(Kind.F, 19, 15),
  FS2(Kind.F, 24, 20),
  FS3(Kind.F, 31, 27),

  /// The immediate of I-type.
  I12(Kind.SIGNED, 31, 20),

  /// The displacement of a store.
  S12(Kind.SIGNED, 31, 25, 11, 7),

  /// From the branch to its target.
  B13(Kind.DISPLACEMENT, 31, 31, 7, 7, 30, 25, 11, 8),

  /// From the jump to its target.
  J21(Kind.DISPLACEMENT, 31, 31, 19, 12, 20, 20, 30, 21),

  /// The top bits of a word.
  U20(Kind.UNSIGNED, 31, 12),
  SHAMT(Kind.UNSIGNED, 24, 20),
  CSR(Kind.UNSIGNED, 31, 20),

  /// The immediate in the place of `rs1`.
  Z5(Kind.UNSIGNED, 19, 15),

  /// The immediate in the place of `rs2`.
  U5(Kind.UNSIGNED, 24, 20),
  U12(Kind.UNSIGNED, 31, 20),
  PRED(Kind.ACCESSES, 27, 24),
  SUCC(Kind.ACCESSES, 23, 20),

  /// `aq` and `rl` of an atomic instruction; a suffix of its name.
  ORDER(Kind.ORDER, 26, 25),
  RM(Kind.ROUNDING, 14, 12),

  /// How many instructions a loop of `frep` has; encoded as one less.
  LENGTH(Kind.COUNT, 30, 20),

  /// The largest value of the counter that staggers registers.
  STAGGER(Kind.UNSIGNED, 14, 12),

  /// Which registers are staggered: `rd`, `rs1`, `rs2`, `rs3` from the lowest bit on.
  MASK(Kind.UNSIGNED, 11, 8),

  /// The mask with the bit below, of `irep`.
  MASK5(Kind.UNSIGNED, 11, 7);

  /// How values relate to bits and to text.
  public enum Kind {
    X,
    F,
    SIGNED,
    UNSIGNED,
    DISPLACEMENT,
    ACCESSES,
    ORDER,
    ROUNDING,
    COUNT
  }

  private final Kind kind;

  /// Pairs of the highest and lowest bit of a piece; the highest piece of the value first.
  private final int[] pieces;

  private final int width;
  private final int mask;

  Operand(Kind kind, int... pieces) {
    this.kind = kind;
    this.pieces = pieces;
    int bits = 0;
    int places = 0;
    for (int i = 0; i < pieces.length; i += 2) {
      int size = pieces[i] - pieces[i + 1] + 1;
      bits += size;
      places |= ((1 << size) - 1) << pieces[i + 1];
    }
    this.width = bits;
    this.mask = places;
  }

  public Kind kind() {
    return kind;
  }

  /// The bits of the instruction that it has.
  int mask() {
    return mask;
  }

  /// As rows of the tables name it.
  String token() {
    return name().toLowerCase(Locale.ROOT);
  }

  public int min() {
    return switch (kind) {
      case SIGNED -> -(1 << (width - 1));
      case DISPLACEMENT -> -(1 << width);
      case COUNT -> 1;
      case X, F, UNSIGNED, ACCESSES, ORDER, ROUNDING -> 0;
    };
  }

  public int max() {
    return switch (kind) {
      case SIGNED -> (1 << (width - 1)) - 1;
      case DISPLACEMENT -> (1 << width) - 2;
      case COUNT -> 1 << width;
      case X, F, UNSIGNED, ACCESSES, ORDER, ROUNDING -> (1 << width) - 1;
    };
  }

  /// Whether this is a value of it.
  public boolean takes(long value) {
    return value >= min()
        && value <= max()
        && switch (kind) {
          case DISPLACEMENT -> (value & 1) == 0;
          case ROUNDING -> Rounding.isValid((int) value);
          case X, F, SIGNED, UNSIGNED, ACCESSES, ORDER, COUNT -> true;
        };
  }

  /// The bits of an instruction with this value, all others 0.
  ///
  /// @throws IllegalArgumentException where it is no value of this operand
  int encode(int value) {
    if (!takes(value)) {
      throw new IllegalArgumentException(value + " is no value of the operand " + token());
    }
    int rest = raw(value);
    int word = 0;
    for (int i = pieces.length - 2; i >= 0; i -= 2) {
      int size = pieces[i] - pieces[i + 1] + 1;
      word |= (rest & ((1 << size) - 1)) << pieces[i + 1];
      rest >>>= size;
    }
    return word;
  }

  private int raw(int value) {
    return switch (kind) {
      case DISPLACEMENT -> value >> 1;
      case COUNT -> value - 1;
      case X, F, SIGNED, UNSIGNED, ACCESSES, ORDER, ROUNDING -> value;
    };
  }

  /// Its value in an instruction; of reserved bits one that it does not take.
  int decode(int word) {
    int bits = 0;
    for (int i = 0; i < pieces.length; i += 2) {
      int size = pieces[i] - pieces[i + 1] + 1;
      bits = (bits << size) | ((word >>> pieces[i + 1]) & ((1 << size) - 1));
    }
    int shift = 32 - width;
    return switch (kind) {
      case SIGNED -> (bits << shift) >> shift;
      case DISPLACEMENT -> ((bits << shift) >> shift) * 2;
      case COUNT -> bits + 1;
      case X, F, UNSIGNED, ACCESSES, ORDER, ROUNDING -> bits;
    };
  }
}
