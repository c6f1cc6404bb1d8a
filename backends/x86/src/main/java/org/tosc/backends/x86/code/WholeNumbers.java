package org.tosc.backends.x86.code;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.tosc.backends.x86.asm.Base;
import org.tosc.backends.x86.asm.Opcode;
import org.tosc.backends.x86.asm.VectorMove;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Value;

/// Instructions for single numbers of `i32`. Sums and multiples stay positions ([Linear]), which
/// are right modulo 2^32; what depends on the sign takes them with it.
final class WholeNumbers {
  private static final int WORD = 64;

  private final Draft draft;
  private final Values values;
  private final Masks masks;
  private final Idioms idioms;

  private final Map<CoreOp, Consumer<Operation>> forms =
      Map.ofEntries(
          entry(CoreOp.CONST, o -> put(o, Linear.of(number(o)))),
          entry(CoreOp.WRAPPING_ADD, o -> put(o, a(o).plus(b(o), 1))),
          entry(CoreOp.WRAPPING_SUB, o -> put(o, a(o).plus(b(o), -1))),
          entry(CoreOp.WRAPPING_MUL, this::product),
          entry(CoreOp.MIN, o -> chosen(o, Base.CMOVG)),
          entry(CoreOp.MAX, o -> chosen(o, Base.CMOVL)),
          entry(CoreOp.QUOT, o -> divided(o, false)),
          entry(CoreOp.REM, o -> divided(o, true)),
          entry(CoreOp.AND, o -> changed(o, Base.AND)),
          entry(CoreOp.OR, o -> changed(o, Base.OR)),
          entry(CoreOp.XOR, o -> changed(o, Base.XOR)),
          entry(CoreOp.WRAPPING_SHL, o -> shifted(o, Base.SHL)),
          entry(CoreOp.WRAPPING_SHR, o -> shifted(o, Base.SAR)),
          entry(CoreOp.BITCAST, o -> made(o, to -> fromFloat(o.operand(0), to))),
          entry(CoreOp.SELECT, this::select),
          entry(CoreOp.REDUCE_ADD, this::reduce),
          entry(CoreOp.REDUCE_MAX, this::reduce),
          entry(CoreOp.REDUCE_MIN, this::reduce));

  WholeNumbers(Draft draft, Values values, Masks masks, Idioms idioms) {
    this.draft = draft;
    this.values = values;
    this.masks = masks;
    this.idioms = idioms;
  }

  void compute(CoreOp op, Operation o) {
    Consumer<Operation> form = forms.get(op);
    if (form == null) {
      throw new NoCode(op.mnemonic() + " of i32");
    }
    form.accept(o);
  }

  private void put(Operation o, Linear number) {
    values.put(o.result(), number);
  }

  private void divided(Operation o, boolean isRest) {
    made(o, to -> draft.add(new Line.Divide(to, signed(a(o)), signed(b(o)), isRest)));
  }

  private Linear a(Operation o) {
    return values.position(o.operand(0));
  }

  private Linear b(Operation o) {
    return values.position(o.operand(1));
  }

  private static long number(Operation constant) {
    return ((Attribute.Int) Objects.requireNonNull(constant.attributes().get("value"))).value();
  }

  /// What writes a register.
  private interface Work {
    void into(Virtual to);
  }

  private void made(Operation o, Work work) {
    Virtual to = draft.fresh(Bank.GENERAL);
    work.into(to);
    values.made(o.result(), to);
  }

  /// A number of 32 bits with its sign in a register of 64.
  private Virtual signed(Linear number) {
    if (number.isAtom() || number.isConstant()) {
      return values.value(number);
    }
    Virtual to = draft.fresh(Bank.GENERAL);
    draft.write(Base.MOVSXD, Draft.general(to), new Arg.Reg(values.value(number), 32));
    return to;
  }

  private void product(Operation o) {
    Linear a = a(o);
    Linear b = b(o);
    if (a.isConstant() || b.isConstant()) {
      values.put(o.result(), a.isConstant() ? b.times(a.constant()) : a.times(b.constant()));
    } else {
      changed(o, Base.IMUL);
    }
  }

  /// An instruction on 32 bits of both operands.
  private void changed(Operation o, Opcode opcode) {
    made(
        o,
        to -> {
          Virtual second = values.value(b(o));
          draft.move(to, values.value(a(o)), WORD);
          draft.change(opcode, new Arg.Reg(to, 32), new Arg.Reg(second, 32));
          draft.write(Base.MOVSXD, Draft.general(to), new Arg.Reg(to, 32));
        });
  }

  private void shifted(Operation o, Opcode opcode) {
    Linear count = b(o);
    if (!count.isConstant()) {
      throw new NoCode("a shift of i32 by a number that is not known");
    }
    made(
        o,
        to -> {
          draft.move(to, values.value(a(o)), WORD);
          Arg bits = new Arg.Immediate(count.constant() & 31);
          draft.change(opcode, new Arg.Reg(to, 32), bits);
          draft.write(Base.MOVSXD, Draft.general(to), new Arg.Reg(to, 32));
        });
  }

  private void chosen(Operation o, Opcode ifOther) {
    made(
        o,
        to -> {
          Arg.Reg other = Draft.general(signed(b(o)));
          draft.move(to, signed(a(o)), WORD);
          draft.read(Base.CMP, Draft.general(to), other);
          draft.change(ifOther, Draft.general(to), other);
        });
  }

  private void fromFloat(Value value, Virtual to) {
    fromLane(values.reg(value), to);
  }

  private void reduce(Operation o) {
    Arg.Reg lane = new Reduction(draft, idioms, (CoreOp) o.op(), true).of(values.reg(o.operand(0)));
    made(o, to -> fromLane(lane, to));
  }

  private void fromLane(Arg.Reg lane, Virtual to) {
    draft.write(VectorMove.VMOVD, new Arg.Reg(to, 32), lane);
    draft.write(Base.MOVSXD, Draft.general(to), new Arg.Reg(to, 32));
  }

  private void select(Operation o) {
    Virtual condition = values.register(o.operand(0));
    Virtual then = values.value(values.position(o.operand(1)));
    Virtual otherwise = values.value(values.position(o.operand(2)));
    made(
        o,
        to -> {
          Arg.Reg bits = masks.bit(condition);
          draft.move(to, otherwise, WORD);
          draft.read(Base.TEST, bits, new Arg.Immediate(1));
          draft.change(Base.CMOVNZ, Draft.general(to), Draft.general(then));
        });
  }
}
