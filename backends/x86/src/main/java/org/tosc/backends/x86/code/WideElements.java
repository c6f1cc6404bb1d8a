package org.tosc.backends.x86.code;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.tosc.backends.x86.asm.Opcode;
import org.tosc.backends.x86.asm.VectorBits;
import org.tosc.backends.x86.asm.VectorConvert;
import org.tosc.backends.x86.asm.VectorFloat;
import org.tosc.backends.x86.asm.VectorInteger;
import org.tosc.backends.x86.asm.VectorShuffle;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;
import org.tosc.tir.ir.VectorType;

/// Instructions for `f64` and `i64`. Both are in vector registers, single ones in the lowest lane:
/// bits of one are the bits of the other there, and nothing is a position.
final class WideElements {
  private static final Map<CoreOp, Opcode> LANES =
      Map.of(
          CoreOp.ADD, VectorFloat.VADDPD,
          CoreOp.SUB, VectorFloat.VSUBPD,
          CoreOp.MUL, VectorFloat.VMULPD,
          CoreOp.DIV, VectorFloat.VDIVPD);

  private static final Map<CoreOp, Opcode> FLOATS =
      Map.of(
          CoreOp.ADD, VectorFloat.VADDSD,
          CoreOp.SUB, VectorFloat.VSUBSD,
          CoreOp.MUL, VectorFloat.VMULSD,
          CoreOp.DIV, VectorFloat.VDIVSD);

  private static final Map<CoreOp, Opcode> WHOLE =
      Map.of(
          CoreOp.WRAPPING_ADD, VectorInteger.VPADDQ,
          CoreOp.WRAPPING_SUB, VectorInteger.VPSUBQ,
          CoreOp.AND, VectorBits.VPANDQ,
          CoreOp.OR, VectorBits.VPORQ,
          CoreOp.XOR, VectorBits.VPXORQ);

  /// What is no single instruction on two operands.
  private static final Map<CoreOp, BiConsumer<WideElements, Operation>> FORMS = forms();

  private static Map<CoreOp, BiConsumer<WideElements, Operation>> forms() {
    Map<CoreOp, BiConsumer<WideElements, Operation>> table = new EnumMap<>(CoreOp.class);
    table.put(CoreOp.CONST, WideElements::constant);
    table.put(CoreOp.SPLAT, WideElements::splat);
    table.put(CoreOp.NEG, (w, o) -> w.binary(o, VectorBits.VPXORQ, w.constant(Long.MIN_VALUE, o)));
    table.put(CoreOp.ABS, (w, o) -> w.binary(o, VectorBits.VPANDQ, w.constant(Long.MAX_VALUE, o)));
    table.put(CoreOp.FLOOR, (w, o) -> w.rounded(o, Arithmetic.DOWN));
    table.put(CoreOp.CEIL, (w, o) -> w.rounded(o, Arithmetic.UP));
    table.put(CoreOp.SQRT, WideElements::root);
    table.put(CoreOp.BITCAST, (w, o) -> w.values.copy(o));
    Masks.FLOAT_PREDICATES
        .keySet()
        .forEach(op -> table.put(op, (w, o) -> w.masks.compare(o, op, w.first(o), w.second(o))));
    table.put(CoreOp.SELECT, WideElements::select);
    table.put(CoreOp.CAST, WideElements::cast);
    table.put(
        CoreOp.WRAPPING_SHL, (w, o) -> w.binary(o, VectorBits.VPSLLVQ, w.constant(w.count(o), o)));
    table.put(CoreOp.WRAPPING_SHR, WideElements::shiftRight);
    table.put(CoreOp.WRAPPING_MUL, (w, o) -> w.whole(o, w.idioms::product));
    table.put(
        CoreOp.MIN, (w, o) -> w.whole(o, (to, a, b) -> w.idioms.extremeLong(false, to, a, b)));
    table.put(CoreOp.MAX, (w, o) -> w.whole(o, (to, a, b) -> w.idioms.extremeLong(true, to, a, b)));
    return Collections.unmodifiableMap(table);
  }

  private final Draft draft;
  private final Values values;
  private final Masks masks;
  private final Idioms idioms;

  WideElements(Draft draft, Values values, Masks masks, Idioms idioms) {
    this.draft = draft;
    this.values = values;
    this.masks = masks;
    this.idioms = idioms;
  }

  /// Whether an operation makes or takes elements of 64 bits.
  static boolean concerns(Operation o) {
    return isAnyWide(o.results()) || isAnyWide(o.operands());
  }

  /// Every operation is asked, so not a stream.
  private static boolean isAnyWide(List<Value> values) {
    for (int i = 0; i < values.size(); i++) {
      if (isWide(values.get(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isWide(Value value) {
    if (!(value.type() instanceof Scalar || value.type() instanceof VectorType)) {
      return false;
    }
    Scalar element = VectorType.elementOf(value.type());
    return element == Scalar.F64 || element == Scalar.I64;
  }

  void compute(CoreOp op, Operation o) {
    BiConsumer<WideElements, Operation> form = FORMS.get(op);
    if (form != null) {
      form.accept(this, o);
      return;
    }
    boolean isOne = o.result().type() instanceof Scalar;
    Opcode opcode = (isFloat(o.result()) ? isOne ? FLOATS : LANES : WHOLE).get(op);
    if (opcode == null) {
      throw new NoCode(op.mnemonic() + " of " + o.result().type());
    }
    binary(o, opcode, values.reg(o.operand(1)));
  }

  private void splat(Operation o) {
    draft.write(VectorShuffle.VPBROADCASTQ, values.target(o), low(values.reg(o.operand(0))));
  }

  private static boolean isFloat(Value value) {
    return VectorType.elementOf(value.type()) == Scalar.F64;
  }

  private void constant(Operation o) {
    Attribute value = o.attributes().get("value");
    long pattern;
    if (value instanceof Attribute.Real(double number)) {
      pattern = Double.doubleToRawLongBits(number);
    } else if (value instanceof Attribute.Int(long number)) {
      pattern = isFloat(o.result()) ? Double.doubleToRawLongBits((double) number) : number;
    } else {
      throw new NoCode("a constant of " + o.result().type());
    }
    values.put(o.result(), draft.wideSplat(pattern, values.bits(o.result())));
    values.wideConstant(o.result(), pattern);
  }

  /// A number in as many lanes as the result has.
  private Arg.Reg constant(long pattern, Operation o) {
    int bits = values.bits(o.result());
    return new Arg.Reg(draft.wideSplat(pattern, bits), bits);
  }

  /// The count of a shift, less whole rounds; the instructions would not leave those out.
  private long count(Operation o) {
    Long count = values.widePattern(o.operand(1));
    if (count == null) {
      throw new NoCode("a shift of i64 by a number that is not known");
    }
    return count & 63;
  }

  private void binary(Operation o, Opcode opcode, Arg.Reg second) {
    Arg.Reg first = values.reg(o.operand(0));
    draft.write(opcode, values.target(o), first, second);
  }

  private Arg.Reg first(Operation o) {
    return values.reg(o.operand(0));
  }

  private Arg.Reg second(Operation o) {
    return values.reg(o.operand(1));
  }

  private void shiftRight(Operation o) {
    long count = count(o);
    Arg.Reg x = first(o);
    idioms.shiftRight(values.target(o), x, (int) count);
  }

  /// What writes a result of two operands.
  private interface Work {
    void write(Arg.Reg to, Arg.Reg a, Arg.Reg b);
  }

  private void whole(Operation o, Work work) {
    if (isFloat(o.result())) {
      throw new NoCode(o.op().mnemonic() + " of " + o.result().type());
    }
    Arg.Reg b = second(o);
    Arg.Reg a = first(o);
    work.write(values.target(o), a, b);
  }

  private void rounded(Operation o, int way) {
    Arg.Reg from = values.reg(o.operand(0));
    Arg.Reg to = values.target(o);
    if (o.result().type() instanceof Scalar) {
      draft.write(VectorFloat.VRNDSCALESD, to, from, from, new Arg.Immediate(way));
    } else {
      draft.write(VectorFloat.VRNDSCALEPD, to, from, new Arg.Immediate(way));
    }
  }

  private void root(Operation o) {
    Arg.Reg from = values.reg(o.operand(0));
    Arg.Reg to = values.target(o);
    if (o.result().type() instanceof Scalar) {
      draft.write(VectorFloat.VSQRTSD, to, from, from);
    } else {
      draft.write(VectorFloat.VSQRTPD, to, from);
    }
  }

  private void select(Operation o) {
    Virtual mask = values.register(o.operand(0));
    Arg.Reg then = values.reg(o.operand(1));
    Arg.Reg otherwise = values.reg(o.operand(2));
    masks.choose(values.target(o), mask, otherwise, then, Double.SIZE);
  }

  private void cast(Operation o) {
    Value from = o.operand(0);
    Scalar element = VectorType.elementOf(from.type());
    Scalar to = VectorType.elementOf(o.result().type());
    if (to == element) {
      values.copy(o);
    } else if (to == Scalar.F32 && element == Scalar.F64) {
      draft.write(VectorConvert.VCVTPD2PS, values.target(o), values.reg(from));
    } else if (to == Scalar.F64 && element == Scalar.F32) {
      draft.write(VectorConvert.VCVTPS2PD, values.target(o), values.reg(from));
    } else if (to == Scalar.F64 && element == Scalar.I32) {
      draft.write(VectorConvert.VCVTDQ2PD, values.target(o), values.lanes(from, 128));
    } else if (to == Scalar.F64 && element == Scalar.I64) {
      Arg.Reg whole = values.reg(from);
      idioms.toDoubles(values.target(o), whole);
    } else if (to == Scalar.F64 && element == Scalar.I1) {
      Arg.Reg one = constant(Double.doubleToRawLongBits(1), o);
      Virtual mask = values.register(from);
      Arg.Reg target = values.target(o);
      masks.orZero(target, mask, one, Double.SIZE);
    } else {
      throw new NoCode("a cast from " + from.type() + " to " + o.result().type());
    }
  }

  private static Arg.Reg low(Arg.Reg of) {
    return new Arg.Reg(of.virtual(), 128);
  }
}
