package org.tosc.backends.x86.code;

import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.x86.asm.Base;
import org.tosc.backends.x86.asm.Opcode;
import org.tosc.backends.x86.asm.VectorBits;
import org.tosc.backends.x86.asm.VectorConvert;
import org.tosc.backends.x86.asm.VectorFloat;
import org.tosc.backends.x86.asm.VectorInteger;
import org.tosc.backends.x86.asm.VectorMove;
import org.tosc.backends.x86.asm.VectorShuffle;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;
import org.tosc.tir.ir.VectorType;

/// Truths of AVX2: of vectors all bits of a lane of 32, or none, whatever is compared; of single
/// ones the lowest lane. Lanes above say nothing. Lanes of 64 bits have truths of as many while an
/// instruction needs them.
final class MaskVectors implements Masks {
  private static final Map<CoreOp, Opcode> LOGIC =
      Map.of(
          CoreOp.AND, VectorBits.VPAND,
          CoreOp.OR, VectorBits.VPOR,
          CoreOp.XOR, VectorBits.VPXOR);

  private static final int ALL = -1;

  private final Draft draft;
  private final Values values;
  private final SingleElements singles;

  MaskVectors(Draft draft, Values values) {
    this.draft = draft;
    this.values = values;
    this.singles = new SingleElements(draft);
  }

  @Override
  public void lanesBelow(Operation o) {
    Linear n = values.position(o.operand(0));
    int bits = values.bits(o.result());
    if (n.isConstant()) {
      values.put(o.result(), draft.lanes(lanes(bits).map(i -> i < n.constant() ? ALL : 0)));
      return;
    }
    Arg.Reg one = new Arg.Reg(draft.fresh(Bank.VECTOR), 128);
    Arg.Reg count = new Arg.Reg(draft.fresh(Bank.VECTOR), bits);
    draft.write(VectorMove.VMOVD, one, new Arg.Reg(values.value(n), 32));
    draft.write(VectorShuffle.VPBROADCASTD, count, one);
    Arg.Reg numbers = new Arg.Reg(draft.lanes(lanes(bits)), bits);
    draft.write(VectorInteger.VPCMPGTD, values.target(o), count, numbers);
  }

  /// The numbers of the lanes of a vector.
  private static IntStream lanes(int bits) {
    return IntStream.range(0, bits / Integer.SIZE);
  }

  @Override
  public void constant(Operation o, boolean isTrue) {
    values.put(o.result(), draft.splat(isTrue ? ALL : 0, values.bits(o.result())));
  }

  @Override
  public void splat(Operation o) {
    Arg.Reg one = values.reg(o.operand(0));
    draft.write(VectorShuffle.VPBROADCASTD, values.target(o), one);
  }

  @Override
  public void not(Operation o) {
    not(values.reg(o.operand(0)), values.target(o));
  }

  private void not(Arg.Reg of, Arg.Reg to) {
    Arg.Reg all = new Arg.Reg(draft.splat(ALL, to.bits()), to.bits());
    draft.write(VectorBits.VPXOR, to, of, all);
  }

  @Override
  public @Nullable Opcode logic(CoreOp op) {
    return LOGIC.get(op);
  }

  @Override
  public void select(Operation o) {
    Virtual condition = values.register(o.operand(0));
    Arg.Reg then = values.reg(o.operand(1));
    Arg.Reg otherwise = values.reg(o.operand(2));
    choose(values.target(o), condition, otherwise, then, Integer.SIZE);
  }

  @Override
  public void compareNumbers(Operation o, CoreOp op) {
    Arg.Reg bit = values.comparison(o, op);
    draft.change(Base.NEG, bit);
    draft.write(VectorMove.VMOVD, values.target(o), bit);
  }

  @Override
  public void compare(Operation o, CoreOp op, Arg.Reg a, Arg b) {
    Value first = o.operand(0);
    Scalar element = VectorType.elementOf(first.type());
    boolean isOne = first.type() instanceof Scalar;
    boolean isWide = element == Scalar.F64 || element == Scalar.I64;
    Arg.Reg to = isWide && !isOne ? fresh(a.bits()) : values.target(o);
    if (element == Scalar.F32 || element == Scalar.F64) {
      Opcode opcode =
          isWide
              ? isOne ? VectorFloat.VCMPSD : VectorFloat.VCMPPD
              : isOne ? VectorFloat.VCMPSS : VectorFloat.VCMPPS;
      int predicate = Objects.requireNonNull(FLOAT_PREDICATES.get(op));
      draft.write(opcode, to, a, b, new Arg.Immediate(predicate));
    } else {
      compareWhole(op, to, a, b, isWide);
    }
    if (isWide && !isOne) {
      narrow(to, values.target(o));
    }
  }

  /// There are instructions for "equal" and "greater" of signed numbers alone.
  private void compareWhole(CoreOp op, Arg.Reg to, Arg.Reg a, Arg b, boolean isWide) {
    Opcode greater = isWide ? VectorInteger.VPCMPGTQ : VectorInteger.VPCMPGTD;
    Opcode equal = isWide ? VectorInteger.VPCMPEQQ : VectorInteger.VPCMPEQD;
    boolean isEquality = op == CoreOp.EQ || op == CoreOp.NE;
    boolean isNegated = op == CoreOp.NE || op == CoreOp.LE || op == CoreOp.GE;
    boolean swaps = op == CoreOp.LT || op == CoreOp.GE;
    Arg.Reg holds = isNegated ? fresh(to.bits()) : to;
    if (swaps) {
      draft.write(greater, holds, inRegister(b, a.bits()), a);
    } else {
      draft.write(isEquality ? equal : greater, holds, a, b);
    }
    if (isNegated) {
      not(holds, to);
    }
  }

  private Arg.Reg inRegister(Arg arg, int bits) {
    if (arg instanceof Arg.Reg register) {
      return register;
    }
    Arg.Reg loaded = fresh(bits);
    draft.write(VectorMove.VMOVUPS, loaded, arg);
    return loaded;
  }

  /// Truths of lanes of 64 bits as those of 32: the even lanes, side by side.
  private void narrow(Arg.Reg wide, Arg.Reg to) {
    Arg evenLanes = new Arg.Immediate(0x88);
    Arg.Reg low = new Arg.Reg(wide.virtual(), 128);
    if (wide.bits() == 128) {
      draft.write(VectorShuffle.VSHUFPS, to, low, low, evenLanes);
    } else {
      Arg.Reg high = fresh(128);
      draft.write(VectorShuffle.VEXTRACTF128, high, wide, new Arg.Immediate(1));
      draft.write(VectorShuffle.VSHUFPS, to, low, high, evenLanes);
    }
  }

  /// The truths of lanes of 32 or 64 bits in as many bits.
  private Arg.Reg truths(Virtual mask, int bits, int lane) {
    if (lane == Integer.SIZE) {
      return new Arg.Reg(mask, bits);
    }
    Arg.Reg wide = fresh(bits);
    draft.write(VectorConvert.VPMOVSXDQ, wide, new Arg.Reg(mask, 128));
    return wide;
  }

  @Override
  public Virtual unordered(Arg.Reg a, Arg.Reg b) {
    Arg.Reg isNan = fresh(a.bits());
    draft.write(VectorFloat.VCMPPS, isNan, a, b, new Arg.Immediate(UNORDERED));
    return isNan.virtual();
  }

  @Override
  public void choose(Arg.Reg to, Virtual mask, Arg.Reg otherwise, Arg then, int lane) {
    Arg.Reg truths = truths(mask, to.bits(), lane);
    Opcode blend = lane == Long.SIZE ? VectorShuffle.VBLENDVPD : VectorShuffle.VBLENDVPS;
    draft.write(blend, to, otherwise, then, truths);
  }

  @Override
  public void orZero(Arg.Reg to, Virtual mask, Arg.Reg lanes, int lane) {
    draft.write(VectorBits.VPAND, to, truths(mask, to.bits(), lane), lanes);
  }

  @Override
  public void where(Virtual mask, Opcode opcode, Arg.Reg to, Arg.Reg a, Arg.Reg b) {
    Arg.Reg made = fresh(to.bits());
    draft.write(opcode, made, a, b);
    choose(to, mask, to, made, Integer.SIZE);
  }

  @Override
  public void load(Opcode opcode, Arg.Reg to, Virtual mask, Arg.Address from) {
    Arg.Reg truths = new Arg.Reg(mask, to.bits());
    if (opcode == VectorMove.VMOVUPS) {
      draft.write(VectorMove.VMASKMOVPS, to, truths, from);
    } else {
      draft.write(opcode, to, singles.load(truths, from));
    }
  }

  @Override
  public void store(Opcode opcode, Arg.Address to, Virtual mask, Arg... operands) {
    Arg.Reg from = (Arg.Reg) operands[0];
    if (opcode == VectorMove.VMOVUPS) {
      draft.read(VectorMove.VMASKMOVPS, to, new Arg.Reg(mask, from.bits()), from);
    } else if (opcode == VectorConvert.VCVTPS2PH) {
      Arg.Reg halves = fresh(128);
      draft.write(opcode, halves, from, operands[1]);
      singles.store(to, new Arg.Reg(mask, from.bits()), halves);
    } else if (opcode == VectorMove.VMOVDQU) {
      singles.store(to, new Arg.Reg(mask, to.bits() / Short.SIZE * Integer.SIZE), from);
    } else {
      throw new NoCode(opcode.mnemonic() + " under a mask");
    }
  }

  @Override
  public Arg.Reg bit(Virtual truth) {
    Arg.Reg bits = new Arg.Reg(draft.fresh(Bank.GENERAL), 32);
    draft.write(VectorMove.VMOVD, bits, new Arg.Reg(truth, 128));
    return bits;
  }

  private Arg.Reg fresh(int bits) {
    return new Arg.Reg(draft.fresh(Bank.VECTOR), bits);
  }
}
