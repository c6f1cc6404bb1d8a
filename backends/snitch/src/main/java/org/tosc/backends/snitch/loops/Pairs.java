package org.tosc.backends.snitch.loops;

import java.util.Map;
import org.tosc.backends.snitch.code.Unsupported;
import org.tosc.backends.snitch.isa.Base;
import org.tosc.backends.snitch.isa.Multiply;
import org.tosc.backends.snitch.isa.Opcode;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Operation;

/// Arithmetic of `i64`, in two registers.
final class Pairs {
  private static final int WORD = Integer.SIZE;

  private final Values values;
  private final Draft draft;

  Pairs(Values values) {
    this.values = values;
    this.draft = values.draft;
  }

  private interface Writer {
    void write(Operation o, Held.Two a, Held.Two b);
  }

  /// How operations are written.
  private final Map<CoreOp, Writer> writers =
      Map.ofEntries(
          Map.entry(CoreOp.AND, (o, a, b) -> both(Base.AND, o, a, b)),
          Map.entry(CoreOp.OR, (o, a, b) -> both(Base.OR, o, a, b)),
          Map.entry(CoreOp.XOR, (o, a, b) -> both(Base.XOR, o, a, b)),
          Map.entry(CoreOp.WRAPPING_ADD, this::sum),
          Map.entry(CoreOp.WRAPPING_SUB, this::difference),
          Map.entry(CoreOp.WRAPPING_MUL, this::product),
          Map.entry(CoreOp.WRAPPING_SHL, (o, a, _) -> shift(true, o, a)),
          Map.entry(CoreOp.WRAPPING_SHR, (o, a, _) -> shift(false, o, a)),
          Map.entry(CoreOp.EQ, (o, a, b) -> one(Base.SLTIU, o, unlike(a, b), Arg.number(1))),
          Map.entry(CoreOp.NE, (o, a, b) -> one(Base.SLTU, o, Arg.ZERO, unlike(a, b))),
          Map.entry(CoreOp.LT, (o, a, b) -> one(Base.ADDI, o, less(a, b), Arg.number(0))),
          Map.entry(CoreOp.GT, (o, a, b) -> one(Base.ADDI, o, less(b, a), Arg.number(0))),
          Map.entry(CoreOp.GE, (o, a, b) -> one(Base.XORI, o, less(a, b), Arg.number(1))),
          Map.entry(CoreOp.LE, (o, a, b) -> one(Base.XORI, o, less(b, a), Arg.number(1))),
          Map.entry(CoreOp.MIN, (o, a, b) -> extreme(o, a, b, less(a, b))),
          Map.entry(CoreOp.MAX, (o, a, b) -> extreme(o, a, b, less(b, a))));

  void operation(CoreOp op, Operation o) throws Unsupported {
    Writer writer = writers.get(op);
    if (writer == null) {
      throw new Unsupported(o.span(), op.mnemonic() + " of i64");
    }
    writer.write(o, values.pair(o.operand(0)), values.pair(o.operand(1)));
  }

  private void one(Opcode opcode, Operation o, Arg a, Arg b) {
    draft.emit(opcode, values.result(o), a, b);
  }

  private void put(Operation o, Arg low, Arg high) {
    values.put(o.result(), new Held.Two(low, high));
  }

  private void both(Opcode opcode, Operation o, Held.Two a, Held.Two b) {
    Arg low = draft.whole(opcode, a.low(), b.low());
    put(o, low, draft.whole(opcode, a.high(), b.high()));
  }

  private void sum(Operation o, Held.Two a, Held.Two b) {
    Arg low = draft.whole(Base.ADD, a.low(), b.low());
    Arg carry = draft.whole(Base.SLTU, low, b.low());
    Arg high = draft.whole(Base.ADD, a.high(), b.high());
    put(o, low, draft.whole(Base.ADD, high, carry));
  }

  private void difference(Operation o, Held.Two a, Held.Two b) {
    Arg borrow = draft.whole(Base.SLTU, a.low(), b.low());
    Arg low = draft.whole(Base.SUB, a.low(), b.low());
    Arg high = draft.whole(Base.SUB, a.high(), b.high());
    put(o, low, draft.whole(Base.SUB, high, borrow));
  }

  private void product(Operation o, Held.Two a, Held.Two b) {
    Arg low = draft.whole(Multiply.MUL, a.low(), b.low());
    Arg high = draft.whole(Multiply.MULHU, a.low(), b.low());
    Arg cross = draft.whole(Multiply.MUL, a.low(), b.high());
    Arg other = draft.whole(Multiply.MUL, a.high(), b.low());
    high = draft.whole(Base.ADD, high, cross);
    put(o, low, draft.whole(Base.ADD, high, other));
  }

  /// 0 where two are the same.
  private Arg unlike(Held.Two a, Held.Two b) {
    Arg low = draft.whole(Base.XOR, a.low(), b.low());
    Arg high = draft.whole(Base.XOR, a.high(), b.high());
    return draft.whole(Base.OR, low, high);
  }

  private Arg less(Held.Two a, Held.Two b) {
    Arg difference = draft.whole(Base.XOR, a.high(), b.high());
    Arg isSame = draft.whole(Base.SLTIU, difference, Arg.number(1));
    Arg lower = draft.whole(Base.SLTU, a.low(), b.low());
    Arg higher = draft.whole(Base.SLT, a.high(), b.high());
    Arg decides = draft.whole(Base.AND, isSame, lower);
    return draft.whole(Base.OR, higher, decides);
  }

  private void extreme(Operation o, Held.Two a, Held.Two b, Arg isFirst) {
    Arg.Virtual low = draft.fresh(Bank.INTEGER);
    Arg.Virtual high = draft.fresh(Bank.INTEGER);
    Label isDone = new Label();
    draft.copy(low, a.low());
    draft.copy(high, a.high());
    draft.branch(Base.BNE, isFirst, Arg.ZERO, isDone);
    draft.copy(low, b.low());
    draft.copy(high, b.high());
    draft.mark(isDone);
    put(o, low, high);
  }

  private void shift(boolean isLeft, Operation o, Held.Two a) {
    Long known = values.known(o.operand(1));
    if (known == null) {
      shiftBy(isLeft, o, a, values.pair(o.operand(1)).low());
      return;
    }
    int count = (int) (known & (2 * WORD - 1));
    if (count == 0) {
      both(Base.OR, o, a, new Held.Two(Arg.ZERO, Arg.ZERO));
    } else if (isLeft) {
      left(o, a, count);
    } else {
      right(o, a, count);
    }
  }

  private void left(Operation o, Held.Two a, int count) {
    if (count >= WORD) {
      put(o, Arg.ZERO, draft.whole(Base.SLLI, a.low(), Arg.number(count - WORD)));
      return;
    }
    Arg moved = draft.whole(Base.SRLI, a.low(), Arg.number(WORD - count));
    Arg rest = draft.whole(Base.SLLI, a.high(), Arg.number(count));
    Arg high = draft.whole(Base.OR, moved, rest);
    put(o, draft.whole(Base.SLLI, a.low(), Arg.number(count)), high);
  }

  private void right(Operation o, Held.Two a, int count) {
    if (count >= WORD) {
      Arg low = draft.whole(Base.SRAI, a.high(), Arg.number(count - WORD));
      put(o, low, draft.whole(Base.SRAI, a.high(), Arg.number(WORD - 1)));
      return;
    }
    Arg moved = draft.whole(Base.SLLI, a.high(), Arg.number(WORD - count));
    Arg rest = draft.whole(Base.SRLI, a.low(), Arg.number(count));
    Arg low = draft.whole(Base.OR, moved, rest);
    put(o, low, draft.whole(Base.SRAI, a.high(), Arg.number(count)));
  }

  /// By a count that is not known; the instructions take it modulo 32. What moves from one half to
  /// the other is moved by one before, as that is never by 32.
  private void shiftBy(boolean isLeft, Operation o, Held.Two a, Arg count) {
    Label isShort = new Label();
    Label isDone = new Label();
    Arg.Virtual low = draft.fresh(Bank.INTEGER);
    Arg.Virtual high = draft.fresh(Bank.INTEGER);
    Arg isLong = draft.whole(Base.ANDI, count, Arg.number(WORD));
    draft.branch(Base.BEQ, isLong, Arg.ZERO, isShort);
    if (isLeft) {
      draft.emit(Base.SLL, high, a.low(), count);
      draft.copy(low, Arg.ZERO);
    } else {
      draft.emit(Base.SRA, low, a.high(), count);
      draft.emit(Base.SRAI, high, a.high(), Arg.number(WORD - 1));
    }
    draft.jump(isDone);
    draft.mark(isShort);
    Arg others = draft.whole(Base.XORI, count, Arg.number(-1));
    if (isLeft) {
      Arg half = draft.whole(Base.SRLI, a.low(), Arg.number(1));
      Arg moved = draft.whole(Base.SRL, half, others);
      Arg rest = draft.whole(Base.SLL, a.high(), count);
      draft.emit(Base.OR, high, moved, rest);
      draft.emit(Base.SLL, low, a.low(), count);
    } else {
      Arg twice = draft.whole(Base.SLLI, a.high(), Arg.number(1));
      Arg moved = draft.whole(Base.SLL, twice, others);
      Arg rest = draft.whole(Base.SRL, a.low(), count);
      draft.emit(Base.OR, low, moved, rest);
      draft.emit(Base.SRA, high, a.high(), count);
    }
    draft.mark(isDone);
    put(o, low, high);
  }
}
