package org.tosc.backends.x86.code;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.x86.asm.Opcode;
import org.tosc.backends.x86.asm.VectorBits;
import org.tosc.backends.x86.asm.VectorConvert;
import org.tosc.backends.x86.asm.VectorFloat;
import org.tosc.backends.x86.asm.VectorInteger;
import org.tosc.backends.x86.asm.VectorMove;
import org.tosc.backends.x86.asm.VectorShuffle;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Trait;
import org.tosc.tir.ir.Value;
import org.tosc.tir.ir.VectorType;

/// Instructions for scalars and lanes.
///
/// Where an operation takes several instructions, only the last writes its result: that may be the
/// register of an operand.
final class Arithmetic {
  /// `vrndscaleps`: towards minus infinity, towards infinity, without exceptions (Intel SDM volume
  /// 2, VRNDSCALEPS, figure 5-29).
  static final int DOWN = 0x9;

  static final int UP = 0xA;

  private static final int SIGN = 0x8000_0000;

  private static final Map<CoreOp, Opcode> LANES =
      Map.of(
          CoreOp.ADD, VectorFloat.VADDPS,
          CoreOp.SUB, VectorFloat.VSUBPS,
          CoreOp.MUL, VectorFloat.VMULPS,
          CoreOp.DIV, VectorFloat.VDIVPS);

  private static final Map<CoreOp, Opcode> FLOATS =
      Map.of(
          CoreOp.ADD, VectorFloat.VADDSS,
          CoreOp.SUB, VectorFloat.VSUBSS,
          CoreOp.MUL, VectorFloat.VMULSS,
          CoreOp.DIV, VectorFloat.VDIVSS);

  private static final Map<CoreOp, Opcode> WHOLE_LANES =
      Map.of(
          CoreOp.WRAPPING_ADD, VectorInteger.VPADDD,
          CoreOp.WRAPPING_SUB, VectorInteger.VPSUBD,
          CoreOp.WRAPPING_MUL, VectorInteger.VPMULLD,
          CoreOp.AND, VectorBits.VPANDD,
          CoreOp.OR, VectorBits.VPORD,
          CoreOp.XOR, VectorBits.VPXORD);

  /// What is no single instruction on two operands.
  private static final Map<CoreOp, BiConsumer<Arithmetic, Operation>> FORMS = forms();

  private static Map<CoreOp, BiConsumer<Arithmetic, Operation>> forms() {
    Map<CoreOp, BiConsumer<Arithmetic, Operation>> table = new EnumMap<>(CoreOp.class);
    table.put(CoreOp.CONST, Arithmetic::constant);
    table.put(CoreOp.SPLAT, Arithmetic::splat);
    table.put(CoreOp.LANES_BELOW, (a, o) -> a.masks.lanesBelow(o));
    table.put(CoreOp.FMA, (a, o) -> a.multiplyAdd.write(o));
    table.put(CoreOp.DOT4, (a, o) -> Dots.dot4(o, a.draft, a.values));
    table.put(CoreOp.SHUFFLE, (a, o) -> Shuffles.write(o, a.draft, a.values));
    table.put(CoreOp.MIN, (a, o) -> a.extreme(o, false));
    table.put(CoreOp.MAX, (a, o) -> a.extreme(o, true));
    table.put(CoreOp.NEG, (a, o) -> a.binary(o, VectorBits.VPXORD, o.operand(0), a.sign(o)));
    table.put(CoreOp.ABS, Arithmetic::abs);
    table.put(CoreOp.FLOOR, (a, o) -> a.rounded(o, DOWN));
    table.put(CoreOp.CEIL, (a, o) -> a.rounded(o, UP));
    table.put(CoreOp.SQRT, Arithmetic::sqrt);
    table.put(CoreOp.BITCAST, Arithmetic::bitcast);
    table.put(CoreOp.LDEXP, Arithmetic::ldexp);
    Masks.FLOAT_PREDICATES.keySet().forEach(op -> table.put(op, (a, o) -> a.compare(o, op)));
    table.put(CoreOp.SELECT, Arithmetic::select);
    table.put(CoreOp.CAST, Arithmetic::cast);
    table.put(CoreOp.REDUCE_ADD, Arithmetic::reduce);
    table.put(CoreOp.REDUCE_MAX, Arithmetic::reduce);
    table.put(CoreOp.REDUCE_MIN, Arithmetic::reduce);
    table.put(CoreOp.NOT, (a, o) -> a.masks.not(o));
    table.put(CoreOp.WRAPPING_SHL, (a, o) -> a.shifted(o, VectorBits.VPSLLD, VectorBits.VPSLLVD));
    table.put(CoreOp.WRAPPING_SHR, (a, o) -> a.shifted(o, VectorBits.VPSRAD, VectorBits.VPSRAVD));
    return Collections.unmodifiableMap(table);
  }

  private final Draft draft;
  private final Numbering numbering;
  private final Values values;
  private final WholeNumbers whole;
  private final NarrowElements narrow;
  private final Masks masks;
  private final Idioms idioms;
  private final WideElements wide;
  private final MultiplyAdd multiplyAdd;

  Arithmetic(Draft draft, Numbering numbering, Values values, Masks masks, Idioms idioms) {
    this.draft = draft;
    this.numbering = numbering;
    this.values = values;
    this.masks = masks;
    this.idioms = idioms;
    this.whole = new WholeNumbers(draft, values, masks, idioms);
    this.narrow = new NarrowElements(draft, masks, idioms);
    this.wide = new WideElements(draft, values, masks, idioms);
    this.multiplyAdd = new MultiplyAdd(draft, numbering, values);
  }

  void compute(CoreOp op, Operation o) {
    if (op != CoreOp.FMA && WideElements.concerns(o)) {
      wide.compute(op, o);
      return;
    }
    if (!o.results().isEmpty() && o.result().type() == Scalar.I32) {
      whole.compute(op, o);
      return;
    }
    BiConsumer<Arithmetic, Operation> form = FORMS.get(op);
    if (form != null) {
      form.accept(this, o);
      return;
    }
    Opcode opcode = opcode(op, o.result());
    if (opcode == null) {
      throw new NoCode(op.mnemonic() + " of " + o.result().type());
    }
    binary(o, opcode, o.operand(0), o.operand(1));
  }

  /// The instruction of an operation on two operands; null where there is none.
  private @Nullable Opcode opcode(CoreOp op, Value result) {
    Scalar element = VectorType.elementOf(result.type());
    if (element == Scalar.F32) {
      return (isFloat(result) ? FLOATS : LANES).get(op);
    }
    return element == Scalar.I32
        ? WHOLE_LANES.get(op)
        : element == Scalar.I1 ? masks.logic(op) : null;
  }

  private static boolean isFloat(Value value) {
    return value.type() == Scalar.F32;
  }

  private void constant(Operation o) {
    Attribute value = o.attributes().get("value");
    if (value instanceof Attribute.Bool(boolean isTrue)) {
      masks.constant(o, isTrue);
      return;
    }
    int pattern;
    if (value instanceof Attribute.Real(double number)) {
      pattern = Float.floatToRawIntBits((float) number);
    } else if (value instanceof Attribute.Int(long number)) {
      pattern = (int) number;
    } else {
      throw new NoCode("a constant " + value);
    }
    values.put(o.result(), draft.splat(pattern, values.bits(o.result())));
    values.constant(o.result(), pattern);
  }

  private void splat(Operation o) {
    Value scalar = o.operand(0);
    int bits = values.bits(o.result());
    Integer pattern = values.pattern(scalar);
    if (scalar.type() == Scalar.I1) {
      masks.splat(o);
    } else if (pattern != null) {
      values.put(o.result(), draft.splat(pattern, bits));
      values.constant(o.result(), pattern);
    } else if (values.isWaiting(scalar)
        && draft.set().readsOneForAll()
        && numbering.isUsedOnceHere(o.result())) {
      values.waitForAll(o.result(), bits, Objects.requireNonNull(values.memory(scalar)));
    } else if (scalar.type() == Scalar.I32 && values.isWaiting(scalar)) {
      draft.write(VectorShuffle.VPBROADCASTD, values.target(o), values.any(scalar));
    } else if (scalar.type() == Scalar.I32) {
      Virtual number = values.value(values.position(scalar));
      idioms.splat(values.target(o), number);
    } else if (values.isWaiting(scalar)) {
      draft.write(VectorShuffle.VBROADCASTSS, values.target(o), values.any(scalar));
    } else {
      values.put(o.result(), values.splat(scalar, bits));
    }
  }

  private void sqrt(Operation o) {
    unary(o, isFloat(o.result()) ? VectorFloat.VSQRTSS : VectorFloat.VSQRTPS);
  }

  private void unary(Operation o, Opcode opcode) {
    Arg from = values.any(o.operand(0));
    Arg.Reg to = values.target(o);
    if (to.bits() == 128 && isFloat(o.result())) {
      draft.write(opcode, to, from instanceof Arg.Reg r ? r : to, from);
    } else {
      draft.write(opcode, to, from);
    }
  }

  /// The second operand may be memory; of operations whose order does not matter also the first.
  private void binary(Operation o, Opcode opcode, Value a, Value b) {
    boolean swaps =
        o.op().row().traits().contains(Trait.COMMUTATIVE)
            && values.isWaiting(a)
            && !values.isWaiting(b);
    Arg second = values.any(swaps ? a : b);
    Arg.Reg first = values.reg(swaps ? b : a);
    draft.write(opcode, values.target(o), first, second);
  }

  private void binary(Operation o, Opcode opcode, Value a, Virtual b) {
    Arg.Reg first = values.reg(a);
    Arg.Reg to = values.target(o);
    draft.write(opcode, to, first, new Arg.Reg(b, to.bits()));
  }

  /// Lanes moved by a number of bits modulo 32; the instructions take greater ones as they are.
  private void shifted(Operation o, Opcode byConstant, Opcode byLanes) {
    Arg.Reg x = values.reg(o.operand(0));
    Integer count = values.pattern(o.operand(1));
    if (count != null) {
      draft.write(byConstant, values.target(o), x, new Arg.Immediate(count & 31));
      return;
    }
    Arg.Reg held = new Arg.Reg(draft.fresh(Bank.VECTOR), x.bits());
    Arg.Reg most = new Arg.Reg(draft.splat(31, x.bits()), x.bits());
    draft.write(VectorBits.VPANDD, held, values.reg(o.operand(1)), most);
    draft.write(byLanes, values.target(o), x, held);
  }

  private Virtual sign(Operation o) {
    return draft.splat(SIGN, values.bits(o.result()));
  }

  private void abs(Operation o) {
    binary(o, VectorBits.VPANDD, o.operand(0), draft.splat(~SIGN, values.bits(o.result())));
  }

  private void extreme(Operation o, boolean isLargest) {
    if (VectorType.elementOf(o.result().type()) == Scalar.F32) {
      Arg.Reg a = values.reg(o.operand(0));
      Arg.Reg b = values.reg(o.operand(1));
      idioms.extreme(isLargest, values.target(o), a, b);
    } else {
      Opcode opcode = isLargest ? VectorInteger.VPMAXSD : VectorInteger.VPMINSD;
      binary(o, opcode, o.operand(0), o.operand(1));
    }
  }

  private void rounded(Operation o, int way) {
    Arg.Reg from = values.reg(o.operand(0));
    Arg.Reg to = values.target(o);
    if (isFloat(o.result())) {
      draft.write(VectorFloat.VRNDSCALESS, to, from, from, new Arg.Immediate(way));
    } else {
      draft.write(VectorFloat.VRNDSCALEPS, to, from, new Arg.Immediate(way));
    }
  }

  /// The exponent is held to the bounds of [CoreOp#LDEXP] first.
  private void ldexp(Operation o) {
    Arg.Reg x = values.reg(o.operand(0));
    int bits = values.bits(o.result());
    Arg.Reg n = values.lanes(o.operand(1), bits);
    Arg.Reg held = new Arg.Reg(draft.fresh(Bank.VECTOR), bits);
    draft.write(VectorInteger.VPMINSD, held, n, new Arg.Reg(draft.splat(254, bits), bits));
    draft.write(VectorInteger.VPMAXSD, held, held, new Arg.Reg(draft.splat(-252, bits), bits));
    idioms.scale(values.target(o), x, held, isFloat(o.result()));
  }

  private void compare(Operation o, CoreOp op) {
    Value a = o.operand(0);
    boolean isFloat = VectorType.elementOf(a.type()) == Scalar.F32;
    if (!isFloat && !(a.type() instanceof VectorType)) {
      masks.compareNumbers(o, op);
      return;
    }
    Arg second = values.any(o.operand(1));
    masks.compare(o, op, values.reg(a), second);
  }

  private void select(Operation o) {
    if (VectorType.elementOf(o.result().type()) == Scalar.I1) {
      masks.select(o);
      return;
    }
    Virtual mask = values.register(o.operand(0));
    Arg then = values.any(o.operand(1));
    Arg.Reg otherwise = values.reg(o.operand(2));
    Arg.Reg to = values.target(o);
    if (then instanceof Arg.Address a && isFloat(o.result())) {
      // A blend reads all of its lanes.
      Arg.Reg loaded = new Arg.Reg(draft.fresh(Bank.VECTOR), to.bits());
      draft.write(VectorMove.VMOVSS, loaded, a);
      then = loaded;
    }
    masks.choose(to, mask, otherwise, then, Float.SIZE);
  }

  private void bitcast(Operation o) {
    if (o.operand(0).type() == Scalar.I32) {
      draft.move(values.target(o).virtual(), values.lanes(o.operand(0), 128).virtual(), 128);
    } else {
      values.copy(o);
    }
  }

  private void cast(Operation o) {
    Value from = o.operand(0);
    Scalar to = VectorType.elementOf(o.result().type());
    Scalar element = VectorType.elementOf(from.type());
    if (element == Scalar.I32 && to == Scalar.F32) {
      int bits = values.bits(o.result());
      Arg.Reg n = values.lanes(from, bits);
      draft.write(VectorConvert.VCVTDQ2PS, values.target(o), n);
    } else if (element == Scalar.I1 && to == Scalar.F32) {
      Arg.Reg target = values.target(o);
      Virtual mask = values.register(from);
      Virtual one = draft.splat(Float.floatToRawIntBits(1), target.bits());
      masks.orZero(target, mask, new Arg.Reg(one, target.bits()), Float.SIZE);
    } else if (to == Scalar.F16 || to == Scalar.BF16) {
      narrow.round(to, values.target(o), values.reg(from));
    } else if (element == to || VectorType.isNarrow(element)) {
      values.copy(o);
    } else {
      throw new NoCode("a cast from " + from.type() + " to " + o.result().type());
    }
  }

  /// The upper half is added to the lower until one lane is left, as [CoreOp#REDUCE_ADD] says.
  private void reduce(Operation o) {
    Arg.Reg x = values.reg(o.operand(0));
    if (VectorType.elementOf(o.operand(0).type()) != Scalar.F32) {
      throw new NoCode(o.op().mnemonic() + " of " + o.operand(0).type());
    }
    Reduction reduction = new Reduction(draft, idioms, (CoreOp) o.op(), false);
    draft.move(values.target(o).virtual(), reduction.of(x).virtual(), 128);
  }
}
