package org.tosc.backends.snitch.loops;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.snitch.code.Unsupported;
import org.tosc.backends.snitch.isa.Base;
import org.tosc.backends.snitch.isa.Multiply;
import org.tosc.backends.snitch.isa.Opcode;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Op;
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

  private interface Writer {
    void write(CoreOp op, Operation o) throws Unsupported;
  }

  /// How operations are written that no width matters to, or the sign of what is above it.
  private final Map<CoreOp, Writer> ofAny =
      Map.of(
          CoreOp.AND, (_, o) -> logical(Base.AND, Base.ANDI, o),
          CoreOp.OR, (_, o) -> logical(Base.OR, Base.ORI, o),
          CoreOp.XOR, (_, o) -> logical(Base.XOR, Base.XORI, o),
          CoreOp.NOT, (_, o) -> not(o),
          CoreOp.MIN, this::extreme,
          CoreOp.MAX, this::extreme);

  /// How those of `i32` are.
  private final Map<CoreOp, Writer> ofWords =
      Map.of(
          CoreOp.WRAPPING_ADD, (_, o) -> logical(Base.ADD, Base.ADDI, o),
          CoreOp.WRAPPING_SUB, (_, o) -> difference(o),
          CoreOp.WRAPPING_MUL, (_, o) -> product(o),
          CoreOp.WRAPPING_SHL, (_, o) -> shift(Base.SLL, Base.SLLI, o),
          CoreOp.WRAPPING_SHR, (_, o) -> shift(Base.SRA, Base.SRAI, o),
          CoreOp.QUOT, this::division,
          CoreOp.REM, this::division,
          CoreOp.FLOORDIV, this::division,
          CoreOp.MOD, this::division);

  void operation(CoreOp op, Operation o) throws Unsupported {
    if (isComparison(op)) {
      materialise(op, o);
      return;
    }
    boolean isWord = o.operand(0).type() == Scalar.I32;
    Writer writer = ofAny.getOrDefault(op, isWord ? ofWords.get(op) : null);
    if (writer == null) {
      throw new Unsupported(o.span(), op.mnemonic() + " of " + o.operand(0).type());
    }
    writer.write(op, o);
  }

  private void not(Operation o) {
    draft.emit(Base.XORI, values.result(o), operand(o, 0), Arg.number(1));
  }

  private Arg operand(Operation o, int index) {
    return values.register(o.operand(index));
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
  ///
  /// @param isSwapped whether the second operand stands first
  private record Shape(Base branch, boolean isSwapped) {}

  private static final Map<CoreOp, Shape> SHAPES =
      Map.of(
          CoreOp.EQ, new Shape(Base.BEQ, false),
          CoreOp.NE, new Shape(Base.BNE, false),
          CoreOp.LT, new Shape(Base.BLT, false),
          CoreOp.GE, new Shape(Base.BGE, false),
          CoreOp.GT, new Shape(Base.BLT, true),
          CoreOp.LE, new Shape(Base.BGE, true));

  static boolean isComparison(Op op) {
    return op instanceof CoreOp core && SHAPES.containsKey(core);
  }

  Held.Comparison comparison(CoreOp op, Operation o) {
    Shape shape = Objects.requireNonNull(SHAPES.get(op), "no comparison");
    Arg a = operand(o, shape.isSwapped() ? 1 : 0);
    Arg b = operand(o, shape.isSwapped() ? 0 : 1);
    return new Held.Comparison(shape.branch(), a, b);
  }

  private void materialise(CoreOp op, Operation o) {
    Held.Comparison c = comparison(op, o);
    Arg to = values.result(o);
    if (c.branch() == Base.BLT) {
      draft.emit(Base.SLT, to, c.a(), c.b());
    } else if (c.branch() == Base.BGE) {
      Arg less = draft.whole(Base.SLT, c.a(), c.b());
      draft.emit(Base.XORI, to, less, Arg.number(1));
    } else {
      Arg difference = draft.whole(Base.XOR, c.a(), c.b());
      if (c.branch() == Base.BEQ) {
        draft.emit(Base.SLTIU, to, difference, Arg.number(1));
      } else {
        draft.emit(Base.SLTU, to, Arg.ZERO, difference);
      }
    }
  }
}
