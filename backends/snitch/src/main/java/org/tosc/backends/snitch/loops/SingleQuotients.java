package org.tosc.backends.snitch.loops;

import static org.tosc.backends.snitch.loops.Quotients.A;
import static org.tosc.backends.snitch.loops.Quotients.B;
import static org.tosc.backends.snitch.loops.Quotients.E;
import static org.tosc.backends.snitch.loops.Quotients.F5;
import static org.tosc.backends.snitch.loops.Quotients.ONE;
import static org.tosc.backends.snitch.loops.Quotients.Q;
import static org.tosc.backends.snitch.loops.Quotients.Y;

import org.tosc.backends.snitch.isa.Base;
import org.tosc.backends.snitch.isa.DoubleFloat;
import org.tosc.backends.snitch.isa.SingleFloat;

/// The quotient of two `f32`, correctly rounded, by way of `f64`.
///
/// There no normal `f32` over- or underflows, and a quotient with an error far below its last bit
/// is enough: rounded to `f64` it is exact where the quotient is an `f64`, and no other quotient is
/// near enough to the middle between two `f32` (S. Figueroa, "When is double rounding innocuous?",
/// 1995). All other numbers go the long way of [Quotients].
final class SingleQuotients extends Called {
  /// The bits of a number taken from this are those of its reciprocal, within 13 %.
  private static final int GUESS = 0x7ef311c3;

  private static final int FRACTION = 23;

  /// Normal exponents, and those of normal numbers whose reciprocal's guess is normal.
  private static final int NORMAL = 254;

  private static final int INVERTIBLE = 251;

  private final Label ofDoubles;

  /// @param ofDoubles the long way of [Quotients], which has 1 in `ft6` too
  SingleQuotients(Label ofDoubles) {
    this.ofDoubles = ofDoubles;
  }

  @Override
  void write(Label entry) {
    Label isLong = new Label();
    draft.mark(entry);
    draft.emit(SingleFloat.FMV_X_W, T1, B);
    draft.emit(SingleFloat.FMV_X_W, T0, A);
    number(T2, GUESS);
    draft.emit(DoubleFloat.FCVT_D_S, B, B);
    draft.emit(DoubleFloat.FCVT_D_S, A, A);
    draft.emit(Base.SUB, T2, T2, T1);
    draft.emit(SingleFloat.FMV_W_X, Y, T2);
    number(T2, 1);
    draft.emit(DoubleFloat.FCVT_D_W, ONE, T2);
    draft.emit(DoubleFloat.FCVT_D_S, Y, Y);
    quotient();
    hasExponent(T0, NORMAL);
    hasExponent(T1, INVERTIBLE);
    draft.emit(Base.AND, T0, T0, T1);
    draft.branch(Base.BEQ, T0, Arg.ZERO, isLong);
    giveBackSingle(Q, isLong, ofDoubles);
  }

  /// Whether the exponent is one of the first of normal numbers.
  private void hasExponent(Arg bits, int count) {
    draft.emit(Base.SLLI, bits, bits, Arg.number(1));
    draft.emit(Base.SRLI, bits, bits, Arg.number(1 + FRACTION));
    draft.emit(Base.ADDI, bits, bits, Arg.number(-1));
    draft.emit(Base.SLTIU, bits, bits, Arg.number(count));
  }

  /// The reciprocal within 2^-23, then the quotient from that, and what is left over by a better
  /// one.
  private void quotient() {
    residual(E, B, Y, ONE);
    multiply(Q, E, E);
    fma(Y, Y, E, Y);
    multiply(F5, Q, Q);
    fma(Y, Y, Q, Y);
    fma(Y, Y, F5, Y);
    residual(E, B, Y, ONE);
    multiply(Q, A, Y);
    fma(Y, Y, E, Y);
    residual(F5, B, Q, A);
    fma(Q, F5, Y, Q);
  }
}
