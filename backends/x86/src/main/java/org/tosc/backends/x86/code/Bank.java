package org.tosc.backends.x86.code;

import java.util.List;
import java.util.stream.IntStream;
import org.tosc.backends.x86.asm.Gpr;
import org.tosc.backends.x86.asm.Mask;
import org.tosc.backends.x86.asm.Register;
import org.tosc.backends.x86.asm.Vec;

/// The three sets of registers.
enum Bank {
  GENERAL(16),
  VECTOR(Vec.COUNT),
  MASK(Mask.COUNT);

  private final int count;

  Bank(int count) {
    this.count = count;
  }

  int count() {
    return count;
  }

  /// A register of the bank.
  ///
  /// @param bits its width; masks have none
  Register register(int number, int bits) {
    return switch (this) {
      case GENERAL -> Gpr.of(bits, number);
      case VECTOR -> Vec.of(bits, number);
      case MASK -> new Mask(number);
    };
  }

  /// What may be allocated, those first that a call may change (System V ABI 1.0, figure 3.4). Two
  /// general-purpose registers are left to [Emission], which needs them for divisions, moves in a
  /// circle and what is spilled; `k0` is no mask of an instruction.
  List<Integer> allocatable(InstructionSet set) {
    return switch (this) {
      case GENERAL -> List.of(1, 6, 7, 8, 9, 10, 11, 3, 5, 12, 13, 14, 15);
      case VECTOR -> VECTORS.subList(0, set.vectors());
      case MASK -> List.of(1, 2, 3, 4, 5, 6, 7);
    };
  }

  /// Whether a register holds after a call what it held before.
  boolean survivesCalls(int number) {
    return this == GENERAL && (number == 3 || number == 5 || number >= 12);
  }

  private static final List<Integer> VECTORS = IntStream.range(0, Vec.COUNT).boxed().toList();
}
