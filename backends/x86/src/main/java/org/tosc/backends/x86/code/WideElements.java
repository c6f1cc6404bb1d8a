package org.tosc.backends.x86.code;

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
import org.tosc.tir.ir.Value;
import org.tosc.tir.ir.VectorType;

/// Instructions for `f64` and `i64`. Both are in vector registers, single ones in the lowest lane:
/// bits of one are the bits of the other there, and nothing is a position.
final class WideElements {
  private final Draft draft;
  private final Values values;

  WideElements(Draft draft, Values values) {
    this.draft = draft;
    this.values = values;
  }

  /// Whether an operation makes or takes elements of 64 bits.
  static boolean concerns(Operation o) {
    return o.results().stream().anyMatch(WideElements::isWide)
        || o.operands().stream().anyMatch(WideElements::isWide);
  }

  static boolean isWide(Value value) {
    return switch (value.type()) {
      case VectorType(_, Scalar element) -> element == Scalar.F64 || element == Scalar.I64;
      case Scalar s -> s == Scalar.F64 || s == Scalar.I64;
      default -> false;
    };
  }

  void compute(CoreOp op, Operation o) {
    switch (op) {
      case CONST -> constant(o);
      case SPLAT ->
          draft.write(VectorShuffle.VPBROADCASTQ, values.target(o), low(values.reg(o.operand(0))));
      case NEG -> binary(o, VectorBits.VPXORQ, constant(Long.MIN_VALUE, o));
      case ABS -> binary(o, VectorBits.VPANDQ, constant(Long.MAX_VALUE, o));
      case FLOOR -> rounded(o, Arithmetic.DOWN);
      case CEIL -> rounded(o, Arithmetic.UP);
      case SQRT -> root(o);
      case BITCAST -> copy(o);
      case EQ, NE, LT, LE, GT, GE -> compare(o, op);
      case SELECT -> select(o);
      case CAST -> cast(o);
      case WRAPPING_SHL -> binary(o, VectorBits.VPSLLVQ, count(o));
      case WRAPPING_SHR -> binary(o, VectorBits.VPSRAVQ, count(o));
      default -> {
        Opcode opcode = opcode(op, o.result());
        if (opcode == null) {
          throw new NoCode(op.mnemonic() + " of " + o.result().type());
        }
        binary(o, opcode, values.reg(o.operand(1)));
      }
    }
  }

  private static boolean isFloat(Value value) {
    return VectorType.elementOf(value.type()) == Scalar.F64;
  }

  private static @Nullable Opcode opcode(CoreOp op, Value result) {
    boolean isOne = result.type() instanceof Scalar;
    if (isFloat(result)) {
      return switch (op) {
        case ADD -> isOne ? VectorFloat.VADDSD : VectorFloat.VADDPD;
        case SUB -> isOne ? VectorFloat.VSUBSD : VectorFloat.VSUBPD;
        case MUL -> isOne ? VectorFloat.VMULSD : VectorFloat.VMULPD;
        case DIV -> isOne ? VectorFloat.VDIVSD : VectorFloat.VDIVPD;
        default -> null;
      };
    }
    return switch (op) {
      case WRAPPING_ADD -> VectorInteger.VPADDQ;
      case WRAPPING_SUB -> VectorInteger.VPSUBQ;
      case WRAPPING_MUL -> VectorInteger.VPMULLQ;
      case MIN -> VectorInteger.VPMINSQ;
      case MAX -> VectorInteger.VPMAXSQ;
      case AND -> VectorBits.VPANDQ;
      case OR -> VectorBits.VPORQ;
      case XOR -> VectorBits.VPXORQ;
      default -> null;
    };
  }

  private void constant(Operation o) {
    long pattern =
        switch (o.attributes().get("value")) {
          case Attribute.Real(double number) -> Double.doubleToRawLongBits(number);
          case Attribute.Int(long number) when isFloat(o.result()) ->
              Double.doubleToRawLongBits((double) number);
          case Attribute.Int(long number) -> number;
          case null, default -> throw new NoCode("a constant of " + o.result().type());
        };
    values.put(o.result(), draft.wideSplat(pattern, values.bits(o.result())));
    values.wideConstant(o.result(), pattern);
  }

  /// A number in as many lanes as the result has.
  private Arg.Reg constant(long pattern, Operation o) {
    int bits = values.bits(o.result());
    return new Arg.Reg(draft.wideSplat(pattern, bits), bits);
  }

  /// The count of a shift, less whole rounds; the instructions would not leave those out.
  private Arg.Reg count(Operation o) {
    Long count = values.widePattern(o.operand(1));
    if (count == null) {
      throw new NoCode("a shift of i64 by a number that is not known");
    }
    return constant(count & 63, o);
  }

  private void binary(Operation o, Opcode opcode, Arg.Reg second) {
    Arg.Reg first = values.reg(o.operand(0));
    draft.write(opcode, values.target(o), first, second);
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

  private void copy(Operation o) {
    Virtual from = values.register(o.operand(0));
    Arg.Reg to = values.target(o);
    draft.move(to.virtual(), from, to.bits());
  }

  private void compare(Operation o, CoreOp op) {
    Value a = o.operand(0);
    Opcode opcode =
        !isFloat(a)
            ? VectorInteger.VPCMPQ
            : a.type() instanceof Scalar ? VectorFloat.VCMPSD : VectorFloat.VCMPPD;
    int predicate = isFloat(a) ? Arithmetic.floatPredicate(op) : Arithmetic.wholePredicate(op);
    Arg.Reg first = values.reg(a);
    Arg.Reg second = values.reg(o.operand(1));
    draft.write(opcode, values.target(o), first, second, new Arg.Immediate(predicate));
  }

  private void select(Operation o) {
    Virtual mask = values.register(o.operand(0));
    Arg.Reg then = values.reg(o.operand(1));
    Arg.Reg otherwise = values.reg(o.operand(2));
    draft.write(
        VectorShuffle.VBLENDMPD,
        new Arg.Under(values.target(o), mask, Arg.Outside.CHOSEN),
        otherwise,
        then);
  }

  private void cast(Operation o) {
    Value from = o.operand(0);
    Scalar element = VectorType.elementOf(from.type());
    Scalar to = VectorType.elementOf(o.result().type());
    if (to == element) {
      copy(o);
    } else if (to == Scalar.F32 && element == Scalar.F64) {
      draft.write(VectorConvert.VCVTPD2PS, values.target(o), values.reg(from));
    } else if (to != Scalar.F64) {
      throw new NoCode("a cast from " + from.type() + " to " + o.result().type());
    } else {
      switch (element) {
        case F32 -> draft.write(VectorConvert.VCVTPS2PD, values.target(o), values.reg(from));
        case I32 -> {
          Arg.Reg number = from.type() instanceof Scalar ? number(from) : values.reg(from);
          draft.write(VectorConvert.VCVTDQ2PD, values.target(o), number);
        }
        case I64 -> draft.write(VectorConvert.VCVTQQ2PD, values.target(o), values.reg(from));
        case I1 -> {
          Arg.Reg one = constant(Double.doubleToRawLongBits(1), o);
          Virtual mask = values.register(from);
          Arg.Reg target = values.target(o);
          draft.write(VectorMove.VMOVAPD, new Arg.Under(target, mask, Arg.Outside.ZERO), one);
        }
        default -> throw new NoCode("a cast from " + from.type() + " to " + o.result().type());
      }
    }
  }

  /// A single whole number in the lowest lane.
  private Arg.Reg number(Value n) {
    Arg.Reg moved = new Arg.Reg(draft.fresh(Bank.VECTOR), 128);
    Virtual number = values.value(values.position(n));
    draft.write(VectorMove.VMOVD, moved, new Arg.Reg(number, 32));
    return moved;
  }

  private static Arg.Reg low(Arg.Reg of) {
    return new Arg.Reg(of.virtual(), 128);
  }
}
