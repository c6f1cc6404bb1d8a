package org.tosc.backends.snitch.loops;

import org.jspecify.annotations.Nullable;
import org.tosc.backends.snitch.code.Unsupported;
import org.tosc.backends.snitch.isa.Base;
import org.tosc.backends.snitch.isa.Multiply;
import org.tosc.backends.snitch.isa.Opcode;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;

/// Arithmetic of whole numbers in one register, and of `i1`, which is 0 or 1.
final class Wholes {
  private static final int SHIFT = 31;

  private final Values values;
  private final Draft draft;

  Wholes(Values values) {
    this.values = values;
    this.draft = values.draft;
  }

  void operation(CoreOp op, Operation o) throws Unsupported {
    switch (op) {
      case AND -> logical(Base.AND, Base.ANDI, o);
      case OR -> logical(Base.OR, Base.ORI, o);
      case XOR -> logical(Base.XOR, Base.XORI, o);
      case NOT -> draft.emit(Base.XORI, values.result(o), operand(o, 0), Arg.number(1));
      case EQ, NE, LT, LE, GT, GE -> materialise(op, o);
      case MIN, MAX -> extreme(op, o);
      default -> arithmetic(op, o);
    }
  }

  private Arg operand(Operation o, int index) {
    return values.register(o.operand(index));
  }

  private void arithmetic(CoreOp op, Operation o) throws Unsupported {
    if (o.operand(0).type() != Scalar.I32) {
      throw new Unsupported(o.span(), op.mnemonic() + " of " + o.operand(0).type());
    }
    switch (op) {
      case WRAPPING_ADD -> logical(Base.ADD, Base.ADDI, o);
      case WRAPPING_SUB -> difference(o);
      case WRAPPING_MUL -> product(o);
      case WRAPPING_SHL -> shift(Base.SLL, Base.SLLI, o);
      case WRAPPING_SHR -> shift(Base.SRA, Base.SRAI, o);
      case QUOT, REM, FLOORDIV, MOD -> division(op, o);
      default -> throw new Unsupported(o.span(), op.mnemonic() + " of " + o.operand(0).type());
    }
  }

  /// An operation that takes its operands in any order, with an immediate where one is known.
  private void logical(Opcode opcode, Opcode immediate, Operation o) {
    Integer right = values.immediate(o.operand(1));
    Integer left = values.immediate(o.operand(0));
    if (right != null) {
      Arg a = operand(o, 0);
      draft.emit(immediate, values.result(o), a, Arg.number(right));
    } else if (left != null) {
      Arg b = operand(o, 1);
      draft.emit(immediate, values.result(o), b, Arg.number(left));
    } else {
      two(opcode, o);
    }
  }

  private void two(Opcode opcode, Operation o) {
    Arg a = operand(o, 0);
    Arg b = operand(o, 1);
    draft.emit(opcode, values.result(o), a, b);
  }

  private void difference(Operation o) {
    Long right = values.known(o.operand(1));
    if (right != null && Values.isImmediate(-right)) {
      Arg a = operand(o, 0);
      draft.emit(Base.ADDI, values.result(o), a, Arg.number((int) -right));
    } else {
      two(Base.SUB, o);
    }
  }

  private void product(Operation o) {
    Integer right = exponent(o.operand(1));
    Integer left = exponent(o.operand(0));
    if (right != null) {
      Arg a = operand(o, 0);
      draft.emit(Base.SLLI, values.result(o), a, Arg.number(right));
    } else if (left != null) {
      Arg b = operand(o, 1);
      draft.emit(Base.SLLI, values.result(o), b, Arg.number(left));
    } else {
      two(Multiply.MUL, o);
    }
  }

  /// Of which power of two a known number is; null for others.
  private @Nullable Integer exponent(Value value) {
    Long number = values.known(value);
    return number != null && number > 0 && Long.bitCount(number) == 1
        ? (Integer) Long.numberOfTrailingZeros(number)
        : null;
  }

  /// The instructions take the count modulo 32.
  private void shift(Opcode opcode, Opcode immediate, Operation o) {
    Long count = values.known(o.operand(1));
    if (count != null) {
      Arg a = operand(o, 0);
      draft.emit(immediate, values.result(o), a, Arg.number((int) (count & SHIFT)));
    } else {
      two(opcode, o);
    }
  }

  /// By a number above 0, which raises no error.
  private void division(CoreOp op, Operation o) throws Unsupported {
    Long divisor = values.known(o.operand(1));
    if (divisor == null || divisor <= 0) {
      throw new Unsupported(o.span(), op.mnemonic() + " by what is not known to be above 0");
    }
    Integer exponent = exponent(o.operand(1));
    boolean floors = op == CoreOp.FLOORDIV || op == CoreOp.MOD;
    if (op == CoreOp.FLOORDIV && exponent != null) {
      draft.emit(Base.SRAI, values.result(o), operand(o, 0), Arg.number(exponent));
    } else if (op == CoreOp.MOD && exponent != null) {
      Arg mask = values.constants.whole((int) (divisor - 1));
      draft.emit(Base.AND, values.result(o), operand(o, 0), mask);
    } else if (floors) {
      floored(op, o);
    } else {
      two(op == CoreOp.QUOT ? Multiply.DIV : Multiply.REM, o);
    }
  }

  /// The instructions round towards 0.
  private void floored(CoreOp op, Operation o) {
    Arg a = operand(o, 0);
    Arg b = operand(o, 1);
    Arg rest = draft.whole(Multiply.REM, a, b);
    Arg isBelow = draft.whole(Base.SRAI, rest, Arg.number(SHIFT));
    if (op == CoreOp.MOD) {
      Arg more = draft.whole(Base.AND, isBelow, b);
      draft.emit(Base.ADD, values.result(o), rest, more);
    } else {
      Arg quotient = draft.whole(Multiply.DIV, a, b);
      draft.emit(Base.ADD, values.result(o), quotient, isBelow);
    }
  }

  private void extreme(CoreOp op, Operation o) {
    Arg a = operand(o, 0);
    Arg b = operand(o, 1);
    Arg to = values.result(o);
    Label isDone = new Label();
    draft.copy(to, a);
    draft.branch(Base.BGE, op == CoreOp.MAX ? a : b, op == CoreOp.MAX ? b : a, isDone);
    draft.copy(to, b);
    draft.mark(isDone);
  }

  // Comparisons.

  /// What is branched on where a comparison holds.
  Held.Comparison comparison(CoreOp op, Operation o) {
    Arg a = operand(o, 0);
    Arg b = operand(o, 1);
    return switch (op) {
      case EQ -> new Held.Comparison(Base.BEQ, a, b);
      case NE -> new Held.Comparison(Base.BNE, a, b);
      case LT -> new Held.Comparison(Base.BLT, a, b);
      case GE -> new Held.Comparison(Base.BGE, a, b);
      case GT -> new Held.Comparison(Base.BLT, b, a);
      case LE -> new Held.Comparison(Base.BGE, b, a);
      default -> throw new IllegalArgumentException(op + " is no comparison");
    };
  }

  private void materialise(CoreOp op, Operation o) {
    Held.Comparison c = comparison(op, o);
    Arg to = values.result(o);
    switch (c.branch()) {
      case BLT -> draft.emit(Base.SLT, to, c.a(), c.b());
      case BGE -> {
        Arg less = draft.whole(Base.SLT, c.a(), c.b());
        draft.emit(Base.XORI, to, less, Arg.number(1));
      }
      case BEQ -> {
        Arg difference = draft.whole(Base.XOR, c.a(), c.b());
        draft.emit(Base.SLTIU, to, difference, Arg.number(1));
      }
      default -> {
        Arg difference = draft.whole(Base.XOR, c.a(), c.b());
        draft.emit(Base.SLTU, to, Arg.ZERO, difference);
      }
    }
  }
}
