package org.tosc.backends.x86.code;

import org.tosc.backends.x86.asm.VectorFloat;

/// The larger and the smaller of two floats, as [org.tosc.tir.ir.CoreOp#MAX] says: NaN if one is,
/// and +0 above -0.
///
/// `vrangeps` orders zeros (Intel SDM volume 2, VRANGEPS, table 5-17) but prefers a number to NaN;
/// where there is a NaN the sum is one too.
enum Extreme {
  SMALLEST(0x4),
  LARGEST(0x5);

  private static final int UNORDERED = 3;

  private final int choice;

  Extreme(int choice) {
    this.choice = choice;
  }

  /// @param to the result; may be one of the operands
  void write(Draft draft, Arg.Reg to, Arg.Reg a, Arg.Reg b) {
    Virtual isNan = draft.fresh(Bank.MASK);
    Arg.Reg chosen = new Arg.Reg(draft.fresh(Bank.VECTOR), a.bits());
    draft.write(VectorFloat.VCMPPS, new Arg.Reg(isNan, 0), a, b, new Arg.Immediate(UNORDERED));
    draft.write(VectorFloat.VRANGEPS, chosen, a, b, new Arg.Immediate(choice));
    draft.change(VectorFloat.VADDPS, new Arg.Under(chosen, isNan, Arg.Outside.KEPT), a, b);
    draft.move(to.virtual(), chosen.virtual(), a.bits());
  }
}
