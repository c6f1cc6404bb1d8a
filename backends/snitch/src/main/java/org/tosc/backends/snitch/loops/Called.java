package org.tosc.backends.snitch.loops;

import java.util.List;
import org.tosc.backends.snitch.isa.Base;
import org.tosc.backends.snitch.isa.DoubleFloat;
import org.tosc.backends.snitch.isa.FReg;
import org.tosc.backends.snitch.isa.SingleFloat;
import org.tosc.backends.snitch.isa.XReg;

/// Writes what a routine calls, in registers of the machine.
///
/// It gets its numbers in `ft0` and `ft1`, leaves its result in `ft0`, changes no register that is
/// not in the lists of [Pool], and returns to `t6`. The first 24 bytes from the stack pointer on
/// are for its use.
abstract class Called {
  static final Arg FIRST = Arg.f(FReg.FT0);
  static final Arg SECOND = Arg.f(FReg.FT1);
  static final Arg T0 = Arg.x(XReg.T0);
  static final Arg T1 = Arg.x(XReg.T1);
  static final Arg T2 = Arg.x(XReg.T2);
  static final Arg T6 = Arg.x(XReg.T6);

  /// Where the return address is while another is called.
  private static final int RETURN = 2 * Long.BYTES;

  /// Places of numbers in memory, and of their upper halves.
  static final int LEFT = 0;

  static final int RIGHT = Long.BYTES;
  static final int UPPER = Integer.BYTES;

  /// The exponent's bias, and its bits in the upper half.
  static final int BIAS = 1023;

  static final int EXPONENT_BITS = 11;
  static final int FRACTION_BITS = 20;

  final Draft draft = new Draft();

  abstract void write(Label entry);

  /// The lines of it.
  List<Line> lines(Label entry) {
    write(entry);
    return draft.lines();
  }

  final void load(Arg to, int place) {
    draft.emit(DoubleFloat.FLD, to, Arg.number(place), Arg.SP);
  }

  final void store(Arg from, int place) {
    draft.emit(DoubleFloat.FSD, from, Arg.number(place), Arg.SP);
  }

  final void loadWord(Arg to, int place) {
    draft.emit(Base.LW, to, Arg.number(place), Arg.SP);
  }

  final void storeWord(Arg from, int place) {
    draft.emit(Base.SW, from, Arg.number(place), Arg.SP);
  }

  final void number(Arg to, int value) {
    draft.add(new Line.Whole(to, value));
  }

  /// A number that an `f32` holds.
  final void real(Arg to, float value, Arg free) {
    number(free, Float.floatToRawIntBits(value));
    draft.emit(SingleFloat.FMV_W_X, to, free);
    draft.emit(DoubleFloat.FCVT_D_S, to, to);
  }

  /// Two to the power of what is in a register, which is changed.
  final void power(Arg to, Arg exponent) {
    draft.emit(Base.ADDI, exponent, exponent, Arg.number(BIAS));
    draft.emit(Base.SLLI, exponent, exponent, Arg.number(FRACTION_BITS));
    storeWord(Arg.ZERO, LEFT);
    storeWord(exponent, LEFT + UPPER);
    load(to, LEFT);
  }

  /// `c - a · b`, rounded once.
  final void residual(Arg to, Arg a, Arg b, Arg c) {
    draft.emit(DoubleFloat.FNMSUB_D, to, a, b, c);
  }

  /// `a · b + c`, rounded once.
  final void fma(Arg to, Arg a, Arg b, Arg c) {
    draft.emit(DoubleFloat.FMADD_D, to, a, b, c);
  }

  final void multiply(Arg to, Arg a, Arg b) {
    draft.emit(DoubleFloat.FMUL_D, to, a, b);
  }

  final void giveBack() {
    draft.emit(Base.JALR, Arg.ZERO, Arg.number(0), T6);
  }

  /// Gives back an `f64` as an `f32`; from `isLong` on, what others make of the same numbers.
  final void giveBackSingle(Arg result, Label isLong, Label ofDoubles) {
    draft.emit(DoubleFloat.FCVT_S_D, FIRST, result);
    giveBack();
    draft.mark(isLong);
    draft.emit(Base.SW, T6, Arg.number(RETURN), Arg.SP);
    draft.add(new Line.Call(ofDoubles));
    draft.emit(Base.LW, T6, Arg.number(RETURN), Arg.SP);
    draft.emit(DoubleFloat.FCVT_S_D, FIRST, FIRST);
    giveBack();
  }
}
