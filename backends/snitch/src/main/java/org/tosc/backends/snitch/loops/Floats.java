package org.tosc.backends.snitch.loops;

import java.util.Map;
import org.tosc.backends.snitch.code.Unsupported;
import org.tosc.backends.snitch.isa.Base;
import org.tosc.backends.snitch.isa.FloatConvert;
import org.tosc.backends.snitch.isa.Opcode;
import org.tosc.backends.snitch.isa.Rounding;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Value;

/// Arithmetic of floats and their comparisons, in the format of the operands.
final class Floats {
  private final Values values;
  private final Draft draft;

  private final Calls calls = new Calls();

  Floats(Values values) {
    this.values = values;
    this.draft = values.draft;
  }

  Calls calls() {
    return calls;
  }

  private Arg operand(Operation o, int index) {
    return values.register(o.operand(index));
  }

  private interface Writer {
    void write(Precision p, Operation o);
  }

  /// How operations are written.
  private final Map<CoreOp, Writer> writers =
      Map.ofEntries(
          Map.entry(CoreOp.ADD, (p, o) -> single(p.add, o)),
          Map.entry(CoreOp.SUB, (p, o) -> single(p.sub, o)),
          Map.entry(CoreOp.MUL, (p, o) -> single(p.mul, o)),
          Map.entry(CoreOp.FMA, this::fma),
          Map.entry(CoreOp.NEG, (p, o) -> sign(p.negated, o)),
          Map.entry(CoreOp.ABS, (p, o) -> sign(p.flipped, o)),
          Map.entry(CoreOp.MIN, (p, o) -> extreme(p.min, p, o)),
          Map.entry(CoreOp.MAX, (p, o) -> extreme(p.max, p, o)),
          Map.entry(CoreOp.EQ, (p, o) -> single(p.equal, o)),
          Map.entry(CoreOp.NE, this::unequal),
          Map.entry(CoreOp.LT, (p, o) -> single(p.less, o)),
          Map.entry(CoreOp.LE, (p, o) -> single(p.lessOrEqual, o)),
          Map.entry(CoreOp.GT, (p, o) -> swapped(p.less, o)),
          Map.entry(CoreOp.GE, (p, o) -> swapped(p.lessOrEqual, o)),
          Map.entry(CoreOp.FLOOR, (p, o) -> integral(Rounding.RDN, p, o)),
          Map.entry(CoreOp.CEIL, (p, o) -> integral(Rounding.RUP, p, o)),
          Map.entry(CoreOp.DIV, this::quotient),
          Map.entry(CoreOp.SQRT, this::root));

  void operation(CoreOp op, Operation o) throws Unsupported {
    Writer writer = writers.get(op);
    if (writer == null) {
      throw new Unsupported(o.span(), op.mnemonic() + " of floats");
    }
    writer.write(values.precision(o.operand(0)), o);
  }

  private void fma(Precision p, Operation o) {
    draft.emit(p.fma, values.result(o), operand(o, 0), operand(o, 1), operand(o, 2));
  }

  private void unequal(Precision p, Operation o) {
    Arg equal = draft.whole(p.equal, operand(o, 0), operand(o, 1));
    draft.emit(Base.XORI, values.result(o), equal, Arg.number(1));
  }

  private void swapped(Opcode opcode, Operation o) {
    draft.emit(opcode, values.result(o), operand(o, 1), operand(o, 0));
  }

  private void root(Precision p, Operation o) {
    pass(p, Called.FIRST, operand(o, 0));
    called(p, Calls.Kind.SINGLE_ROOT, Calls.Kind.ROOT, o);
  }

  private void single(Opcode opcode, Operation o) {
    Arg a = operand(o, 0);
    Arg b = operand(o, 1);
    draft.emit(opcode, values.result(o), a, b);
  }

  private void sign(Opcode opcode, Operation o) {
    Arg a = operand(o, 0);
    draft.emit(opcode, values.result(o), a, a);
  }

  /// The instructions give the number where one of two is NaN; the sum is NaN.
  private void extreme(Opcode opcode, Precision p, Operation o) {
    Arg a = operand(o, 0);
    Arg b = operand(o, 1);
    Label isDone = new Label();
    Arg isNumberA = isNumber(o.operand(0)) ? null : draft.whole(p.equal, a, a);
    Arg isNumberB = isNumber(o.operand(1)) ? null : draft.whole(p.equal, b, b);
    Arg to = values.result(o);
    draft.emit(opcode, to, a, b);
    if (isNumberA != null && isNumberB != null) {
      Arg both = draft.whole(Base.AND, isNumberA, isNumberB);
      draft.branch(Base.BNE, both, Arg.ZERO, isDone);
    } else if (isNumberA != null) {
      draft.branch(Base.BNE, isNumberA, Arg.ZERO, isDone);
    } else if (isNumberB != null) {
      draft.branch(Base.BNE, isNumberB, Arg.ZERO, isDone);
    } else {
      return;
    }
    draft.emit(p.add, to, a, b);
    draft.mark(isDone);
  }

  private boolean isNumber(Value value) {
    return values.find(value) instanceof Held.Real(double number) && !Double.isNaN(number);
  }

  /// Numbers below 2^(digits - 1) lose their fraction by the sum with that, the others have none.
  private void integral(Rounding rounding, Precision p, Operation o) {
    Arg x = operand(o, 0);
    Arg limit = values.constants.real(p, Math.scalb(1.0, p.digits - 1));
    Label isDone = new Label();
    Arg size = draft.real(p.flipped, x, x);
    Arg hasFraction = draft.whole(p.less, size, limit);
    Arg to = values.result(o);
    draft.copy(to, x);
    draft.branch(Base.BEQ, hasFraction, Arg.ZERO, isDone);
    Arg signed = draft.real(p.sign, limit, x);
    Arg sum = draft.real(p.add, x, signed, Arg.number(rounding.number()));
    Arg whole = draft.real(p.sub, sum, signed);
    draft.emit(p.sign, to, whole, x);
    draft.mark(isDone);
  }

  private void quotient(Precision p, Operation o) {
    if (values.find(o.operand(1)) instanceof Held.Real(double divisor) && hasInverse(p, divisor)) {
      Arg inverse = values.constants.real(p, 1 / divisor);
      draft.emit(p.mul, values.result(o), operand(o, 0), inverse);
      return;
    }
    Arg a = operand(o, 0);
    Arg b = operand(o, 1);
    pass(p, Called.FIRST, a);
    pass(p, Called.SECOND, b);
    called(p, Calls.Kind.SINGLE_QUOTIENT, Calls.Kind.QUOTIENT, o);
  }

  /// Whether a number is a power of two in the middle of its format's range.
  private static boolean hasInverse(Precision p, double number) {
    int most = p == Precision.DOUBLE ? 1000 : p == Precision.HALF ? 12 : 120;
    return Math.abs(number) == Math.scalb(1.0, Math.getExponent(number))
        && Math.abs(Math.getExponent(number)) <= most;
  }

  /// Quotients and roots of 24 digits that are rounded again to 11 are those of the format, and of
  /// 53 digits those of any (S. Figueroa, "When is double rounding innocuous?", 1995).
  private void called(Precision p, Calls.Kind single, Calls.Kind wide, Operation o) {
    boolean isSingle = p == Precision.SINGLE || p == Precision.HALF;
    draft.add(new Line.Call(calls.of(isSingle ? single : wide)));
    Arg to = values.result(o);
    switch (p) {
      case DOUBLE, SINGLE -> draft.copy(to, Called.FIRST);
      case HALF -> draft.emit(FloatConvert.FCVT_H_S, to, Called.FIRST);
      case BRAIN -> draft.emit(FloatConvert.FCVT_H_D, to, Called.FIRST);
    }
  }

  private void pass(Precision p, Arg to, Arg x) {
    switch (p) {
      case DOUBLE, SINGLE -> draft.copy(to, x);
      case HALF -> draft.emit(FloatConvert.FCVT_S_H, to, x);
      case BRAIN -> draft.emit(FloatConvert.FCVT_D_H, to, x);
    }
  }
}
