package org.tosc.backends.x86.code;

import java.util.Map;
import java.util.Objects;
import org.tosc.backends.x86.asm.Base;
import org.tosc.backends.x86.asm.Bits;
import org.tosc.backends.x86.asm.MaskOp;
import org.tosc.backends.x86.asm.Opcode;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Value;
import org.tosc.tir.ir.VectorType;

/// Instructions for truths: of vectors a bit for each lane of a mask register, of single ones the
/// lowest bit. Bits above the lanes say nothing.
final class Masks {
  /// What sets a byte to whether a comparison of signed numbers holds.
  private static final Map<CoreOp, Opcode> SETS =
      Map.of(
          CoreOp.EQ, Base.SETZ,
          CoreOp.NE, Base.SETNZ,
          CoreOp.LT, Base.SETL,
          CoreOp.LE, Base.SETLE,
          CoreOp.GT, Base.SETG,
          CoreOp.GE, Base.SETGE);

  private final Draft draft;
  private final Values values;

  Masks(Draft draft, Values values) {
    this.draft = draft;
    this.values = values;
  }

  void lanesBelow(Operation o) {
    Linear n = values.position(o.operand(0));
    int lanes = ((VectorType) o.result().type()).lanes();
    if (n.isConstant()) {
      long count = Math.clamp(n.constant(), 0, lanes);
      values.put(o.result(), draft.mask((1L << count) - 1));
      return;
    }
    Virtual count = draft.fresh(Bank.GENERAL);
    Virtual least = draft.fresh(Bank.GENERAL);
    Virtual most = draft.fresh(Bank.GENERAL);
    Virtual all = draft.fresh(Bank.GENERAL);
    draft.move(count, values.value(n), 64);
    draft.number(least, 0);
    draft.number(most, lanes);
    draft.read(Base.CMP, Draft.general(count), Draft.general(least));
    draft.change(Base.CMOVL, Draft.general(count), Draft.general(least));
    draft.read(Base.CMP, Draft.general(count), Draft.general(most));
    draft.change(Base.CMOVG, Draft.general(count), Draft.general(most));
    draft.number(all, -1);
    draft.write(Bits.BZHI, Draft.general(all), Draft.general(all), Draft.general(count));
    draft.write(MaskOp.KMOVD, values.target(o), new Arg.Reg(all, 32));
  }

  /// The lowest bit in every bit.
  void splat(Operation o) {
    Arg.Reg bits = word();
    draft.write(MaskOp.KMOVD, bits, values.reg(o.operand(0)));
    draft.change(Base.AND, bits, new Arg.Immediate(1));
    draft.change(Base.NEG, bits);
    draft.write(MaskOp.KMOVD, values.target(o), bits);
  }

  void not(Operation o) {
    Arg.Reg all = new Arg.Reg(draft.mask(-1), 0);
    draft.write(MaskOp.KXORD, values.target(o), values.reg(o.operand(0)), all);
  }

  /// Compares single numbers of `i32`.
  void compare(Operation o, CoreOp op) {
    Value a = o.operand(0);
    Arg.Reg bit = word();
    Arg.Reg first = new Arg.Reg(values.value(values.position(a)), 32);
    Arg.Reg second = new Arg.Reg(values.value(values.position(o.operand(1))), 32);
    draft.read(Base.CMP, first, second);
    draft.write(Objects.requireNonNull(SETS.get(op)), new Arg.Reg(bit.virtual(), 8));
    draft.write(Base.MOVZX, bit, new Arg.Reg(bit.virtual(), 8));
    draft.write(MaskOp.KMOVD, values.target(o), bit);
  }

  /// Bits of `then` where the condition holds, of `otherwise` elsewhere.
  void select(Operation o) {
    Arg.Reg condition = values.reg(o.operand(0));
    Arg.Reg then = new Arg.Reg(draft.fresh(Bank.MASK), 0);
    Arg.Reg otherwise = new Arg.Reg(draft.fresh(Bank.MASK), 0);
    draft.write(MaskOp.KANDD, then, condition, values.reg(o.operand(1)));
    draft.write(MaskOp.KANDND, otherwise, condition, values.reg(o.operand(2)));
    draft.write(MaskOp.KORD, values.target(o), then, otherwise);
  }

  private Arg.Reg word() {
    return new Arg.Reg(draft.fresh(Bank.GENERAL), 32);
  }
}
