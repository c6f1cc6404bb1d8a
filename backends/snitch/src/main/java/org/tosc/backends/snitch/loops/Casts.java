package org.tosc.backends.snitch.loops;

import org.jspecify.annotations.Nullable;
import org.tosc.backends.snitch.code.Unsupported;
import org.tosc.backends.snitch.isa.Base;
import org.tosc.backends.snitch.isa.DoubleFloat;
import org.tosc.backends.snitch.isa.FloatConvert;
import org.tosc.backends.snitch.isa.Opcode;
import org.tosc.backends.snitch.isa.SingleFloat;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;

/// Conversions between types, their bits, and products with powers of two.
final class Casts {
  private static final int SIGN = 31;

  private final Values values;
  private final Draft draft;

  Casts(Values values) {
    this.values = values;
    this.draft = values.draft;
  }

  private static Unsupported none(Operation o) {
    return new Unsupported(
        o.span(), o.op().mnemonic() + " of " + o.operand(0).type() + " to " + o.result().type());
  }

  void cast(Operation o) throws Unsupported {
    Value x = o.operand(0);
    Type to = o.result().type();
    Precision from = Precision.of(x.type());
    Precision target = Precision.of(to);
    if (x.type() == to) {
      Held same = values.fresh(o, to);
      values.copy(same, x);
      values.put(o.result(), same);
    } else if (to == Scalar.I1) {
      toTruth(o, from);
    } else if (from != null && target != null) {
      draft.emit(conversion(from, target, o), values.result(o), values.register(x));
    } else if (target != null && Values.isWhole(x.type())) {
      toFloat(values.result(o), target, values.register(x));
    } else if (target == Precision.DOUBLE && x.type() == Scalar.I64) {
      wideToDouble(o);
    } else if (to == Scalar.I64 && Values.isWhole(x.type())) {
      Arg low = values.register(x);
      Arg high = draft.whole(Base.SRAI, low, Arg.number(SIGN));
      Arg.Virtual kept = draft.fresh(Bank.INTEGER);
      draft.copy(kept, low);
      values.put(o.result(), new Held.Two(kept, high));
    } else if (to == Scalar.I32 && Values.isWhole(x.type())) {
      draft.copy(values.result(o), values.register(x));
    } else {
      throw none(o);
    }
  }

  /// Whether it is not 0.
  private void toTruth(Operation o, @Nullable Precision from) {
    Value x = o.operand(0);
    if (from != null) {
      Arg zero = values.constants.real(from, 0);
      Arg isZero = draft.whole(from.equal, values.register(x), zero);
      draft.emit(Base.XORI, values.result(o), isZero, Arg.number(1));
    } else if (x.type() == Scalar.I64) {
      Held.Two pair = values.pair(x);
      Arg all = draft.whole(Base.OR, pair.low(), pair.high());
      draft.emit(Base.SLTU, values.result(o), Arg.ZERO, all);
    } else {
      draft.emit(Base.SLTU, values.result(o), Arg.ZERO, values.register(x));
    }
  }

  private static Opcode conversion(Precision from, Precision to, Operation o) throws Unsupported {
    Opcode opcode =
        switch (from) {
          case DOUBLE ->
              switch (to) {
                case SINGLE -> DoubleFloat.FCVT_S_D;
                case HALF, BRAIN -> FloatConvert.FCVT_H_D;
                case DOUBLE -> null;
              };
          case SINGLE ->
              switch (to) {
                case DOUBLE -> DoubleFloat.FCVT_D_S;
                case HALF, BRAIN -> FloatConvert.FCVT_H_S;
                case SINGLE -> null;
              };
          case HALF, BRAIN ->
              switch (to) {
                case DOUBLE -> FloatConvert.FCVT_D_H;
                case SINGLE -> FloatConvert.FCVT_S_H;
                case HALF, BRAIN -> null;
              };
        };
    if (opcode == null) {
      throw none(o);
    }
    return opcode;
  }

  private void toFloat(Arg to, Precision target, Arg x) {
    switch (target) {
      case DOUBLE -> draft.emit(DoubleFloat.FCVT_D_W, to, x);
      case SINGLE -> draft.emit(SingleFloat.FCVT_S_W, to, x);
      case HALF, BRAIN -> {
        Arg exact = draft.real(DoubleFloat.FCVT_D_W, x);
        draft.emit(FloatConvert.FCVT_H_D, to, exact);
      }
    }
  }

  /// Both halves are exact, and their sum is rounded once.
  private void wideToDouble(Operation o) {
    Held.Two pair = values.pair(o.operand(0));
    Arg high = draft.real(DoubleFloat.FCVT_D_W, pair.high());
    Arg low = draft.real(DoubleFloat.FCVT_D_WU, pair.low());
    Arg scale = values.constants.real(Precision.DOUBLE, 0x1p32);
    draft.emit(DoubleFloat.FMADD_D, values.result(o), high, scale, low);
  }

  void bitcast(Operation o) throws Unsupported {
    Value x = o.operand(0);
    Type to = o.result().type();
    if (x.type() == Scalar.F32 && to == Scalar.I32) {
      draft.emit(SingleFloat.FMV_X_W, values.result(o), values.register(x));
    } else if (x.type() == Scalar.I32 && to == Scalar.F32) {
      draft.emit(SingleFloat.FMV_W_X, values.result(o), values.register(x));
    } else if (x.type() == Scalar.F64 && to == Scalar.I64) {
      draft.emit(DoubleFloat.FSD, values.register(x), Arg.number(0), Arg.SP);
      Arg low = draft.whole(Base.LW, Arg.number(0), Arg.SP);
      Arg high = draft.whole(Base.LW, Arg.number(Integer.BYTES), Arg.SP);
      values.put(o.result(), new Held.Two(low, high));
    } else if (x.type() == Scalar.I64 && to == Scalar.F64) {
      Held.Two pair = values.pair(x);
      values.constants.fromHalves(values.result(o), pair.low(), pair.high());
    } else {
      throw none(o);
    }
  }

  /// A product with the part of the power that the format does not hold, if any, and then one with
  /// the rest: the first is exact, or the result is 0.
  void ldexp(Operation o) throws Unsupported {
    Arg x = values.register(o.operand(0));
    if (o.result().type() == Scalar.F32) {
      Arg n = held(values.register(o.operand(1)), -252, 254);
      Arg second = held(n, -126, 127);
      Arg first = draft.whole(Base.SUB, n, second);
      Arg scaled = draft.real(SingleFloat.FMUL_S, x, singlePower(first));
      draft.emit(SingleFloat.FMUL_S, values.result(o), scaled, singlePower(second));
    } else if (o.result().type() == Scalar.F64) {
      Arg n = held(narrowed(values.pair(o.operand(1))), -2044, 2046);
      Arg second = held(n, -1022, 1023);
      Arg first = draft.whole(Base.SUB, n, second);
      Arg scaled = draft.real(DoubleFloat.FMUL_D, x, doublePower(first));
      draft.emit(DoubleFloat.FMUL_D, values.result(o), scaled, doublePower(second));
    } else {
      throw none(o);
    }
  }

  private Arg singlePower(Arg exponent) {
    Arg biased = draft.whole(Base.ADDI, exponent, Arg.number(127));
    Arg bits = draft.whole(Base.SLLI, biased, Arg.number(23));
    return draft.real(SingleFloat.FMV_W_X, bits);
  }

  private Arg doublePower(Arg exponent) {
    Arg biased = draft.whole(Base.ADDI, exponent, Arg.number(1023));
    Arg bits = draft.whole(Base.SLLI, biased, Arg.number(20));
    Arg.Virtual power = draft.fresh(Bank.FLOAT);
    values.constants.fromHalves(power, Arg.ZERO, bits);
    return power;
  }

  /// A number, or the bound that it is beyond.
  private Arg held(Arg number, int least, int most) {
    Arg.Virtual to = draft.fresh(Bank.INTEGER);
    Arg low = values.constants.whole(least);
    Arg high = values.constants.whole(most);
    Label isAbove = new Label();
    Label isBelow = new Label();
    draft.copy(to, number);
    draft.branch(Base.BGE, number, low, isAbove);
    draft.copy(to, low);
    draft.mark(isAbove);
    draft.branch(Base.BGE, high, number, isBelow);
    draft.copy(to, high);
    draft.mark(isBelow);
    return to;
  }

  /// The lower half of a number, or the furthest one of 32 bits where it has more.
  private Arg narrowed(Held.Two number) {
    Arg.Virtual to = draft.fresh(Bank.INTEGER);
    Arg sign = draft.whole(Base.SRAI, number.low(), Arg.number(SIGN));
    Label isNarrow = new Label();
    draft.copy(to, number.low());
    draft.branch(Base.BEQ, sign, number.high(), isNarrow);
    Arg overflow = draft.whole(Base.SRAI, number.high(), Arg.number(SIGN));
    Arg most = values.constants.whole(Integer.MAX_VALUE);
    draft.emit(Base.XOR, to, overflow, most);
    draft.mark(isNarrow);
    return to;
  }
}
