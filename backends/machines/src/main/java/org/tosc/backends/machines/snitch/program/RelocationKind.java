package org.tosc.backends.machines.snitch.program;

import org.jspecify.annotations.Nullable;

/// How relocations of RISC-V are filled in ("RISC-V ABIs Specification", ELF psABI, section 8.4.3).
///
/// S is the symbol's address, A the addend, P the place, V what stands there.
enum RelocationKind {
  NOTHING(0),
  /// S + A.
  WORD(4),
  /// S + A - P.
  RELATIVE_WORD(4),
  /// S + A - P in 12 bits of a B-type instruction, which counts pairs of bytes.
  BRANCH(4),
  /// S + A - P in 20 bits of a J-type instruction, which counts pairs of bytes.
  JUMP(4),
  /// S + A - P, the upper 20 bits in `auipc`, the lower 12 in the `jalr` behind it.
  CALL(8),
  /// The upper 20 bits of S + A, rounded for lower ones with a sign.
  HIGH(4),
  /// The same of S + A - P.
  RELATIVE_HIGH(4),
  /// The lower 12 bits of S + A, in an I-type instruction.
  LOW_I(4),
  /// The same in an S-type instruction.
  LOW_S(4),
  /// The lower 12 bits of what the `auipc` at S was given, in an I-type instruction.
  RELATIVE_LOW_I(4),
  /// The same in an S-type instruction.
  RELATIVE_LOW_S(4),
  /// V + S + A.
  ADD_1(1),
  ADD_2(2),
  ADD_4(4),
  /// V - S - A.
  SUBTRACT_1(1),
  SUBTRACT_2(2),
  SUBTRACT_4(4),
  /// V - S - A, and S + A, in the lower 6 bits of a byte.
  SUBTRACT_6_BITS(1),
  SET_6_BITS(1),
  /// S + A.
  SET_1(1),
  SET_2(2),
  SET_4(4),
  /// A bytes of `nop`, of which as many are to go as are not needed to align what follows.
  ALIGN(0);

  /// How many bytes it changes.
  final int bytes;

  RelocationKind(int bytes) {
    this.bytes = bytes;
  }

  /// What a number of the ABI stands for. Relaxation (51) is a permission, which is not made use
  /// of.
  static @Nullable RelocationKind of(int type) {
    return switch (type) {
      case 0, 51 -> NOTHING;
      case 1 -> WORD;
      case 16 -> BRANCH;
      case 17 -> JUMP;
      case 18, 19 -> CALL;
      case 23 -> RELATIVE_HIGH;
      case 24 -> RELATIVE_LOW_I;
      case 25 -> RELATIVE_LOW_S;
      case 26 -> HIGH;
      case 27 -> LOW_I;
      case 28 -> LOW_S;
      case 33 -> ADD_1;
      case 34 -> ADD_2;
      case 35 -> ADD_4;
      case 37 -> SUBTRACT_1;
      case 38 -> SUBTRACT_2;
      case 39 -> SUBTRACT_4;
      case 43 -> ALIGN;
      case 52 -> SUBTRACT_6_BITS;
      case 53 -> SET_6_BITS;
      case 54 -> SET_1;
      case 55 -> SET_2;
      case 56 -> SET_4;
      case 57 -> RELATIVE_WORD;
      default -> null;
    };
  }

  /// Whether it takes the lower part of what another one has written.
  boolean isRelativeLow() {
    return this == RELATIVE_LOW_I || this == RELATIVE_LOW_S;
  }
}
