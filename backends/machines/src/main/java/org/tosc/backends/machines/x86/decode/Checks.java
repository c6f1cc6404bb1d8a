package org.tosc.backends.machines.x86.decode;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.x86.isa.Fault;
import org.tosc.backends.machines.x86.isa.Indirect;
import org.tosc.backends.machines.x86.isa.Operand;
import org.tosc.backends.machines.x86.isa.Register;
import org.tosc.backends.machines.x86.manual.Encoding;
import org.tosc.backends.machines.x86.manual.Encoding.Space;
import org.tosc.backends.machines.x86.manual.Row;
import org.tosc.backends.machines.x86.manual.Slot;
import org.tosc.backends.machines.x86.manual.Slot.Masking;
import org.tosc.backends.machines.x86.manual.Slot.Source;
import org.tosc.backends.machines.x86.manual.Trait;

/// What raises an invalid-opcode fault although the opcode exists (SDM volume 2, 2.4 and 2.8: the
/// exception classes; 2.7.11: EVEX).
final class Checks {
  private Checks() {}

  /// Whether EVEX.b with registers means rounding or suppressed exceptions.
  static boolean rounds(Row row) {
    return row.has(Trait.ER) || row.has(Trait.SAE) || row.has(Trait.IGNORED);
  }

  static @Nullable Fault check(Row row, Fields f, List<Operand> operands) {
    Fault fault = vvvv(row, f);
    if (fault == null && f.space == Space.EVEX) {
      fault = evex(row, f);
    }
    if (fault == null) {
      fault = masks(row, f);
    }
    return fault == null && row.has(Trait.VSIB) ? gather(row, f, operands) : fault;
  }

  private static final Fault VVVV = operand("vvvv names no operand and must be 1111");
  private static final Fault V2 = operand("EVEX.V' extends no operand and must be 1");
  private static final Fault LENGTH = operand("this vector length does not exist");
  private static final Fault B = operand("EVEX.b means nothing here");
  private static final Fault MASKED = operand("this instruction takes no mask");
  private static final Fault ZEROED = operand("elements of this destination cannot be zeroed");
  private static final Fault UNMASKED = operand("gathers and scatters need a mask other than k0");
  private static final Fault OVERLAP =
      operand("destination, index and mask of a gather are three registers");
  private static final Fault NO_SIB = operand("a vector of indices needs a SIB byte");
  private static final Fault HIGH = operand("this register number is beyond its file");

  private static Fault operand(String detail) {
    return new Fault(Fault.Kind.OPERAND, detail);
  }

  private static @Nullable Fault vvvv(Row row, Fields f) {
    boolean vector = false;
    boolean other = false;
    for (Slot slot : row.operands()) {
      if (slot.source() == Source.VVVV) {
        vector |= slot.kind() == Slot.Kind.VECTOR;
        other = true;
      }
    }
    if (f.vvvv != 0 && !other) {
      return VVVV;
    }
    return f.v2 != 0 && !vector && !row.has(Trait.VSIB) ? V2 : null;
  }

  private static @Nullable Fault evex(Row row, Fields f) {
    if (f.evexB) {
      if (f.isMemory() ? !broadcasts(row) : !rounds(row)) {
        return B;
      }
    }
    boolean rounding = f.registerWithB() && rounds(row);
    if (f.vectorLengthBits == 3 && !rounding) {
      return LENGTH;
    }
    Masking masking = masking(row);
    if (f.mask != 0 && masking == Masking.NONE) {
      return MASKED;
    }
    boolean zeroable = masking == Masking.MERGE_OR_ZERO && !(f.isMemory() && storesToMemory(row));
    return f.zeroing && (!zeroable || f.mask == 0) ? ZEROED : null;
  }

  private static boolean broadcasts(Row row) {
    for (Slot slot : row.operands()) {
      if (slot.broadcast() != 0) {
        return true;
      }
    }
    return false;
  }

  private static Masking masking(Row row) {
    return row.operands().isEmpty() ? Masking.NONE : row.operands().getFirst().masking();
  }

  private static boolean storesToMemory(Row row) {
    Source source = row.operands().getFirst().source();
    return source == Source.RM || source == Source.RM_MEMORY;
  }

  /// Registers that have no number above 7 (masks) or 15 (general).
  private static @Nullable Fault masks(Row row, Fields f) {
    for (Slot slot : row.operands()) {
      boolean mask = slot.kind() == Slot.Kind.MASK;
      if (slot.source() == Source.REG) {
        if ((mask && (f.r | f.r2) != 0) || (slot.kind() == Slot.Kind.GENERAL && f.r2 != 0)) {
          return HIGH;
        }
      } else if (slot.source() == Source.VVVV && mask && f.vvvv > 7) {
        return HIGH;
      }
    }
    return null;
  }

  private static @Nullable Fault gather(Row row, Fields f, List<Operand> operands) {
    if ((f.modrm & 7) != 4) {
      return NO_SIB;
    }
    boolean masked = row.has(Trait.GATHER) || row.has(Trait.SCATTER);
    if (masked && f.mask == 0) {
      return UNMASKED;
    }
    if (row.has(Trait.SCATTER)) {
      return null;
    }
    int destination = operands.getFirst() instanceof Register to ? to.number() : Encoding.ANY;
    int index =
        operands.get(1) instanceof Indirect from && from.index() != null
            ? from.index().number()
            : Encoding.ANY;
    if (destination == index) {
      return OVERLAP;
    }
    int mask = !masked && operands.get(2) instanceof Register by ? by.number() : Encoding.IGNORED;
    return mask == destination || mask == index ? OVERLAP : null;
  }
}
