package org.tosc.backends.machines.x86.cost;

import org.tosc.backends.machines.x86.isa.Indirect;
import org.tosc.backends.machines.x86.isa.Instruction;
import org.tosc.backends.machines.x86.isa.Operand;
import org.tosc.backends.machines.x86.isa.Register;

/// What rows of a core distinguish beside the mnemonic.
///
/// @param width `x`, `y`, `z` by the widest vector register, else `k` for masks, else `g`
/// @param access `r` between registers, `m` from memory, `s` to memory
record Form(char width, char access, boolean masked) {

  static Form of(Instruction i) {
    int vector = 0;
    boolean mask = false;
    char access = 'r';
    for (int n = 0; n < i.operands().size(); n++) {
      Operand operand = i.operands().get(n);
      if (operand instanceof Register r) {
        mask |= r.file() == Register.File.MASK;
        vector = Math.max(vector, r.bytes() >= 16 ? r.bytes() : 0);
      } else if (operand instanceof Indirect at && at.bytes() > 0) {
        access = n == 0 && i.operands().size() > 1 ? 's' : 'm';
      }
    }
    return new Form(width(vector, mask), access, i.mask() != 0);
  }

  private static char width(int vector, boolean mask) {
    return switch (vector) {
      case 64 -> 'z';
      case 32 -> 'y';
      case 16 -> 'x';
      default -> mask ? 'k' : 'g';
    };
  }

  boolean isVector() {
    return width == 'x' || width == 'y' || width == 'z';
  }

  /// Whether a condition of a row holds: `*`, or letters of which one says the width (none: any),
  /// one the access (none: any), and `{` that there must be a mask.
  boolean fits(String condition) {
    return condition.equals("*")
        || (one(condition, "gkxyz", width)
            && one(condition, "rms", access)
            && (masked || condition.indexOf('{') < 0));
  }

  private static boolean one(String condition, String letters, char mine) {
    return condition.chars().noneMatch(c -> letters.indexOf(c) >= 0)
        || condition.indexOf(mine) >= 0;
  }
}
