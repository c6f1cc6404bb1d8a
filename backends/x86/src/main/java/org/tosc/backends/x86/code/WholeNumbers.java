package org.tosc.backends.x86.code;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
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

  private static final Map<CoreOp, BiConsumer<WholeNumbers, Operation>> FORMS = forms();

  private static Map<CoreOp, BiConsumer<WholeNumbers, Operation>> forms() {
    Map<CoreOp, BiConsumer<WholeNumbers, Operation>> table = new EnumMap<>(CoreOp.class);
    table.put(CoreOp.CONST, (w, o) -> w.put(o, Linear.of(number(o))));
    table.put(CoreOp.WRAPPING_ADD, (w, o) -> w.put(o, w.a(o).plus(w.b(o), 1)));
    table.put(CoreOp.WRAPPING_SUB, (w, o) -> w.put(o, w.a(o).plus(w.b(o), -1)));
    table.put(CoreOp.WRAPPING_MUL, WholeNumbers::product);
    table.put(CoreOp.MIN, (w, o) -> w.chosen(o, Base.CMOVG));
    table.put(CoreOp.MAX, (w, o) -> w.chosen(o, Base.CMOVL));
    table.put(CoreOp.QUOT, (w, o) -> w.divided(o, false));
    table.put(CoreOp.REM, (w, o) -> w.divided(o, true));
    table.put(CoreOp.AND, (w, o) -> w.changed(o, Base.AND));
    table.put(CoreOp.OR, (w, o) -> w.changed(o, Base.OR));
    table.put(CoreOp.XOR, (w, o) -> w.changed(o, Base.XOR));
    table.put(CoreOp.WRAPPING_SHL, (w, o) -> w.shifted(o, Base.SHL));
    table.put(CoreOp.WRAPPING_SHR, (w, o) -> w.shifted(o, Base.SAR));
    table.put(CoreOp.BITCAST, (w, o) -> w.made(o, to -> w.fromFloat(o.operand(0), to)));
    table.put(CoreOp.SELECT, WholeNumbers::select);
    table.put(CoreOp.REDUCE_ADD, WholeNumbers::reduce);
    table.put(CoreOp.REDUCE_MAX, WholeNumbers::reduce);
    table.put(CoreOp.REDUCE_MIN, WholeNumbers::reduce);
    return Collections.unmodifiableMap(table);
  }

  private final Draft draft;
  private final Values values;
  private final Masks masks;
  private final Idioms idioms;

  WholeNumbers(Draft draft, Values values, Masks masks, Idioms idioms) {
    this.draft = draft;
    this.values = values;
    this.masks = masks;
    this.idioms = idioms;
  }

  void compute(CoreOp op, Operation o) {
    BiConsumer<WholeNumbers, Operation> form = FORMS.get(op);
    if (form == null) {
      throw new NoCode(op.mnemonic() + " of i32");
    }
    form.accept(this, o);
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
