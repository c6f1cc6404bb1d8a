package org.tosc.backends.x86.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.x86.asm.Base;
import org.tosc.backends.x86.asm.Bits;
import org.tosc.backends.x86.asm.MaskOp;
import org.tosc.backends.x86.asm.Opcode;
import org.tosc.backends.x86.asm.VectorFloat;
import org.tosc.backends.x86.asm.VectorInteger;
import org.tosc.backends.x86.asm.VectorMove;
import org.tosc.backends.x86.asm.VectorShuffle;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;
import org.tosc.tir.ir.VectorType;

/// Truths of AVX-512: of vectors a bit for each lane of a mask register, of single ones the lowest
/// bit. Bits above the lanes say nothing.
final class MaskRegisters implements Masks {
  private static final Map<CoreOp, Opcode> LOGIC =
      Map.of(CoreOp.AND, MaskOp.KANDD, CoreOp.OR, MaskOp.KORD, CoreOp.XOR, MaskOp.KXORD);

  /// Predicates of `vpcmpd` (Intel SDM volume 2, VPCMPD, table 5-15).
  private static final Map<CoreOp, Integer> WHOLE_PREDICATES =
      Map.of(CoreOp.EQ, 0, CoreOp.NE, 4, CoreOp.LT, 1, CoreOp.LE, 2, CoreOp.GT, 6, CoreOp.GE, 5);

  private final Draft draft;
  private final Values values;

  MaskRegisters(Draft draft, Values values) {
    this.draft = draft;
    this.values = values;
  }

  @Override
  public void lanesBelow(Operation o) {
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

  @Override
  public void constant(Operation o, boolean isTrue) {
    values.put(o.result(), draft.mask(isTrue ? -1 : 0));
  }

  /// The lowest bit in every bit.
  @Override
  public void splat(Operation o) {
    Arg.Reg bits = word();
    draft.write(MaskOp.KMOVD, bits, values.reg(o.operand(0)));
    draft.change(Base.AND, bits, new Arg.Immediate(1));
    draft.change(Base.NEG, bits);
    draft.write(MaskOp.KMOVD, values.target(o), bits);
  }

  @Override
  public void not(Operation o) {
    Arg.Reg all = new Arg.Reg(draft.mask(-1), 0);
    draft.write(MaskOp.KXORD, values.target(o), values.reg(o.operand(0)), all);
  }

  @Override
  public @Nullable Opcode logic(CoreOp op) {
    return LOGIC.get(op);
  }

  @Override
  public void select(Operation o) {
    Arg.Reg condition = values.reg(o.operand(0));
    Arg.Reg then = new Arg.Reg(draft.fresh(Bank.MASK), 0);
    Arg.Reg otherwise = new Arg.Reg(draft.fresh(Bank.MASK), 0);
    draft.write(MaskOp.KANDD, then, condition, values.reg(o.operand(1)));
    draft.write(MaskOp.KANDND, otherwise, condition, values.reg(o.operand(2)));
    draft.write(MaskOp.KORD, values.target(o), then, otherwise);
  }

  @Override
  public void compareNumbers(Operation o, CoreOp op) {
    Arg.Reg bit = values.comparison(o, op);
    draft.write(MaskOp.KMOVD, values.target(o), bit);
  }

  @Override
  public void compare(Operation o, CoreOp op, Arg.Reg a, Arg b) {
    Value first = o.operand(0);
    Scalar element = VectorType.elementOf(first.type());
    boolean isFloat = element == Scalar.F32 || element == Scalar.F64;
    boolean isOne = first.type() instanceof Scalar;
    Opcode opcode =
        element == Scalar.F32
            ? isOne ? VectorFloat.VCMPSS : VectorFloat.VCMPPS
            : element == Scalar.F64
                ? isOne ? VectorFloat.VCMPSD : VectorFloat.VCMPPD
                : element == Scalar.I64 ? VectorInteger.VPCMPQ : VectorInteger.VPCMPD;
    Map<CoreOp, Integer> predicates = isFloat ? FLOAT_PREDICATES : WHOLE_PREDICATES;
    int predicate = Objects.requireNonNull(predicates.get(op));
    draft.write(opcode, values.target(o), a, b, new Arg.Immediate(predicate));
  }

  @Override
  public Virtual unordered(Arg.Reg a, Arg.Reg b) {
    Virtual isNan = draft.fresh(Bank.MASK);
    draft.write(VectorFloat.VCMPPS, new Arg.Reg(isNan, 0), a, b, new Arg.Immediate(UNORDERED));
    return isNan;
  }

  @Override
  public void choose(Arg.Reg to, Virtual mask, Arg.Reg otherwise, Arg then, int lane) {
    draft.write(
        lane == Long.SIZE ? VectorShuffle.VBLENDMPD : VectorShuffle.VBLENDMPS,
        new Arg.Under(to, mask, Arg.Outside.CHOSEN),
        otherwise,
        then);
  }

  @Override
  public void orZero(Arg.Reg to, Virtual mask, Arg.Reg lanes, int lane) {
    draft.write(
        lane == Long.SIZE ? VectorMove.VMOVAPD : VectorMove.VMOVAPS,
        new Arg.Under(to, mask, Arg.Outside.ZERO),
        lanes);
  }

  @Override
  public void where(Virtual mask, Opcode opcode, Arg.Reg to, Arg.Reg a, Arg.Reg b) {
    draft.change(opcode, new Arg.Under(to, mask, Arg.Outside.KEPT), a, b);
  }

  @Override
  public void load(Opcode opcode, Arg.Reg to, Virtual mask, Arg.Address from) {
    draft.write(opcode, new Arg.Under(to, mask, Arg.Outside.ZERO), from);
  }

  @Override
  public void store(Opcode opcode, Arg.Address to, Virtual mask, Arg... operands) {
    List<Arg> all = new ArrayList<>(List.of(operands));
    all.addFirst(new Arg.UnderAt(to, mask));
    draft.read(opcode, all.toArray(Arg[]::new));
  }

  @Override
  public Arg.Reg bit(Virtual truth) {
    Arg.Reg bits = word();
    draft.write(MaskOp.KMOVD, bits, new Arg.Reg(truth, 0));
    return bits;
  }

  private Arg.Reg word() {
    return new Arg.Reg(draft.fresh(Bank.GENERAL), 32);
  }
}
