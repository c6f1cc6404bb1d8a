package org.tosc.backends.snitch.loops;

import org.tosc.backends.snitch.isa.Base;
import org.tosc.backends.snitch.isa.DoubleFloat;
import org.tosc.backends.snitch.isa.FReg;
import org.tosc.backends.snitch.isa.XReg;

/// The quotient of two `f64`, correctly rounded: the core has no divider (snitch.md section 1).
///
/// Numbers of middling size take the straight way (P. Markstein, "IA-64 and Elementary Functions",
/// 2000, chapter 8; J.-M. Muller et al., "Handbook of Floating-Point Arithmetic", 2nd edition,
/// section 4.7): a guess of `1/b` from the bits of `b`, Newton's steps until the reciprocal is
/// correctly rounded, and the quotient by what the product leaves:
///
/// ```text
/// q' = q + (a - b·q) · y        is RN(a/b) where y is RN(1/b) and q within an ulp
/// ```
///
/// The last step does not give RN(1/b) where all bits of `b`'s significand are 1. These, special
/// numbers, and what is very large or small take the long way: significands are divided as above,
/// and the result gets its exponent by a product with a power of two. Where that is subnormal the
/// product rounds again, which is wrong only if it meets a tie that is none; the sign of what is
/// left over says so.
final class Quotients extends Called {
  /// The upper half of a number taken from this is that of its reciprocal, within 13 %.
  private static final int GUESS = 0x7fde6238;

  /// The straight way is for exponents from -500 to 500, so that nothing on it over- or underflows.
  private static final int LEAST = BIAS - 500;

  private static final int COUNT = 1001;

  /// From this exponent on the quotient of significands, which is above ½, gives a normal number.
  private static final int LEAST_NORMAL = -1021;

  /// What the exponent of subnormal results is split into.
  private static final int SMALL_STEP = -80;

  /// Below it nothing is left of the result.
  private static final int LEAST_USEFUL = -1100;

  /// The exponent of half of the least number that there is.
  private static final int HALF_OF_LEAST = -1075;

  /// The classes of `fclass`.
  private static final int NAN = 0x300;

  private static final int INFINITE = 0x81;
  private static final int ZEROS = 0x18;
  private static final int SUBNORMAL = 0x24;

  static final Arg A = FIRST;
  static final Arg B = SECOND;

  /// The reciprocal.
  static final Arg Y = Arg.f(FReg.FT2);

  /// An error, or what is left over.
  static final Arg E = Arg.f(FReg.FT3);

  /// The quotient.
  static final Arg Q = Arg.f(FReg.FT4);

  static final Arg F5 = Arg.f(FReg.FT5);
  static final Arg ONE = Arg.f(FReg.FT6);
  private static final Arg SIGN = Arg.f(FReg.FT7);

  private static final Arg T3 = Arg.x(XReg.T3);

  /// The exponent of the result on the long way.
  private static final Arg EXPONENT = Arg.x(XReg.T4);

  /// 1 where all bits of `b`'s significand are 1, else 0.
  private static final Arg ALL_ONES = Arg.x(XReg.T5);

  private final Label isLong;

  /// @param isLong gets the place of the long way
  Quotients(Label isLong) {
    this.isLong = isLong;
  }

  @Override
  void write(Label entry) {
    draft.mark(entry);
    straightWay();
    draft.mark(isLong);
    longWay();
  }

  /// The FPU computes while the integer core finds out whether this was the right way.
  private void straightWay() {
    store(B, RIGHT);
    store(A, LEFT);
    number(T3, 1);
    draft.emit(DoubleFloat.FCVT_D_W, ONE, T3);
    number(T2, GUESS);
    loadWord(T1, RIGHT + UPPER);
    guess();
    reciprocal();
    quotient();
    loadWord(T0, LEFT + UPPER);
    loadWord(T2, RIGHT);
    isMiddling(T0);
    isMiddling(T1);
    draft.emit(Base.AND, T0, T0, T1);
    draft.branch(Base.BEQ, T0, Arg.ZERO, isLong);
    draft.emit(Base.ADDI, T2, T2, Arg.number(1));
    draft.branch(Base.BEQ, T2, Arg.ZERO, isLong);
    draft.copy(FIRST, Q);
    giveBack();
  }

  private void isMiddling(Arg upper) {
    exponent(upper, upper);
    draft.emit(Base.ADDI, upper, upper, Arg.number(-LEAST));
    draft.emit(Base.SLTIU, upper, upper, Arg.number(COUNT));
  }

  /// The biased exponent.
  private void exponent(Arg to, Arg upper) {
    draft.emit(Base.SLLI, to, upper, Arg.number(1));
    draft.emit(Base.SRLI, to, to, Arg.number(1 + FRACTION_BITS));
  }

  /// Of the number whose upper half is in `t1`; `t2` has [#GUESS].
  private void guess() {
    draft.emit(Base.SUB, T2, T2, T1);
    storeWord(T2, RIGHT + UPPER);
    load(Y, RIGHT);
  }

  /// The error of the guess to the eighth power, then to the third of that, then the step that
  /// rounds correctly. Beside it the product of the reciprocal before and what that leaves.
  private void reciprocal() {
    residual(E, B, Y, ONE);
    multiply(Q, E, E);
    fma(Y, Y, E, Y);
    multiply(F5, Q, Q);
    fma(Y, Y, Q, Y);
    fma(Y, Y, F5, Y);
    residual(E, B, Y, ONE);
    fma(Q, E, E, E);
    fma(Y, Y, Q, Y);
    residual(E, B, Y, ONE);
    multiply(Q, A, Y);
    fma(Y, Y, E, Y);
    residual(F5, B, Q, A);
  }

  private void quotient() {
    fma(Q, F5, Y, Q);
    residual(E, B, Q, A);
    fma(Q, E, Y, Q);
  }

  private void longWay() {
    Label isFinite = new Label();
    Label hasNan = new Label();
    draft.emit(DoubleFloat.FCLASS_D, T0, A);
    draft.emit(DoubleFloat.FCLASS_D, T1, B);
    draft.emit(Base.OR, T2, T0, T1);
    draft.emit(Base.ANDI, T3, T2, Arg.number(NAN));
    draft.branch(Base.BNE, T3, Arg.ZERO, hasNan);
    draft.emit(Base.ANDI, T3, T2, Arg.number(INFINITE | ZEROS));
    draft.branch(Base.BEQ, T3, Arg.ZERO, isFinite);
    special();
    draft.mark(hasNan);
    draft.emit(DoubleFloat.FADD_D, FIRST, A, B);
    giveBack();
    draft.mark(isFinite);
    significands();
    number(T2, GUESS);
    guess();
    reciprocal();
    adjust();
    quotient();
    scale();
  }

  /// One is zero or infinite: the product of `a` with 1, or what `1/b` is.
  private void special() {
    Label isNotInfinite = new Label();
    Label isNotZero = new Label();
    draft.emit(Base.ANDI, T3, T1, Arg.number(INFINITE));
    draft.branch(Base.BEQ, T3, Arg.ZERO, isNotInfinite);
    draft.emit(DoubleFloat.FCVT_D_W, ONE, Arg.ZERO);
    draft.mark(isNotInfinite);
    draft.emit(Base.ANDI, T3, T1, Arg.number(ZEROS));
    draft.branch(Base.BEQ, T3, Arg.ZERO, isNotZero);
    real(ONE, Float.POSITIVE_INFINITY, T3);
    draft.mark(isNotZero);
    draft.emit(DoubleFloat.FSGNJ_D, ONE, ONE, B);
    multiply(FIRST, A, ONE);
    giveBack();
  }

  /// Both become 1 … 2, and the exponent of their quotient is noted, and its sign.
  private void significands() {
    draft.emit(DoubleFloat.FSGNJX_D, SIGN, A, B);
    number(EXPONENT, 0);
    real(Y, 0x1p64f, T3);
    normal(A, T0, -64);
    normal(B, T1, 64);
    store(A, LEFT);
    store(B, RIGHT);
    loadWord(T0, LEFT + UPPER);
    loadWord(T1, RIGHT + UPPER);
    loadWord(T2, RIGHT);
    exponent(T3, T0);
    draft.emit(Base.ADD, EXPONENT, EXPONENT, T3);
    exponent(T3, T1);
    draft.emit(Base.SUB, EXPONENT, EXPONENT, T3);
    number(T3, BIAS << FRACTION_BITS);
    significand(T0, LEFT);
    load(A, LEFT);
    significand(T1, RIGHT);
    load(B, RIGHT);
    notesAllOnes();
  }

  /// Makes a subnormal number normal.
  private void normal(Arg number, Arg kind, int exponent) {
    Label isNormal = new Label();
    draft.emit(Base.ANDI, kind, kind, Arg.number(SUBNORMAL));
    draft.branch(Base.BEQ, kind, Arg.ZERO, isNormal);
    multiply(number, number, Y);
    draft.emit(Base.ADDI, EXPONENT, EXPONENT, Arg.number(exponent));
    draft.mark(isNormal);
  }

  /// The upper half with another sign and exponent, which are in `t3`.
  private void significand(Arg upper, int place) {
    draft.emit(Base.SLLI, upper, upper, Arg.number(1 + EXPONENT_BITS));
    draft.emit(Base.SRLI, upper, upper, Arg.number(1 + EXPONENT_BITS));
    draft.emit(Base.OR, upper, upper, T3);
    storeWord(upper, place + UPPER);
  }

  private void notesAllOnes() {
    Label isUsual = new Label();
    number(ALL_ONES, 0);
    draft.emit(Base.ADDI, T2, T2, Arg.number(1));
    draft.branch(Base.BNE, T2, Arg.ZERO, isUsual);
    number(T0, ((BIAS + 1) << FRACTION_BITS) - 1);
    draft.branch(Base.BNE, T0, T1, isUsual);
    number(ALL_ONES, 1);
    draft.mark(isUsual);
  }

  /// Where all bits of `b` are 1, the reciprocal is the number behind ½.
  private void adjust() {
    Label isUsual = new Label();
    draft.branch(Base.BEQ, ALL_ONES, Arg.ZERO, isUsual);
    storeWord(ALL_ONES, LEFT);
    number(T0, (BIAS - 1) << FRACTION_BITS);
    storeWord(T0, LEFT + UPPER);
    load(Y, LEFT);
    draft.mark(isUsual);
  }

  private void scale() {
    Label isSmall = new Label();
    Label isDone = new Label();
    number(T0, LEAST_NORMAL);
    draft.branch(Base.BLT, EXPONENT, T0, isSmall);
    number(T0, 2 * BIAS);
    bound(Base.BGE, T0, EXPONENT, T0);
    draft.emit(Base.SRAI, T0, EXPONENT, Arg.number(1));
    draft.emit(Base.SUB, EXPONENT, EXPONENT, T0);
    power(F5, T0);
    multiply(Q, Q, F5);
    power(F5, EXPONENT);
    multiply(Q, Q, F5);
    draft.mark(isDone);
    draft.emit(DoubleFloat.FSGNJ_D, FIRST, Q, SIGN);
    giveBack();
    draft.mark(isSmall);
    small(isDone);
  }

  /// Sets the exponent to a bound where it is beyond it.
  private void bound(Base isInside, Arg a, Arg b, Arg bound) {
    Label inside = new Label();
    draft.branch(isInside, a, b, inside);
    draft.copy(EXPONENT, bound);
    draft.mark(inside);
  }

  /// The product with the second power rounds. How far it is from the quotient is half of the least
  /// number in a tie; what is left over then says where the quotient is.
  private void small(Label isDone) {
    residual(E, B, Q, A);
    number(T0, LEAST_USEFUL);
    bound(Base.BGE, EXPONENT, T0, T0);
    number(T0, SMALL_STEP);
    power(F5, T0);
    multiply(Y, Q, F5);
    draft.emit(Base.ADDI, T0, EXPONENT, Arg.number(-SMALL_STEP));
    power(F5, T0);
    multiply(Y, Y, F5);
    draft.emit(Base.SUB, T0, Arg.ZERO, EXPONENT);
    draft.emit(Base.ADDI, T0, T0, Arg.number(SMALL_STEP));
    power(F5, T0);
    multiply(B, Y, F5);
    number(T0, -SMALL_STEP);
    power(F5, T0);
    multiply(B, B, F5);
    draft.emit(DoubleFloat.FSUB_D, B, Q, B);
    draft.copy(Q, Y);
    number(T0, HALF_OF_LEAST);
    draft.emit(Base.SUB, T0, T0, EXPONENT);
    power(F5, T0);
    tie(isDone);
  }

  /// @param isDone where the result is `ft4`, which is rounded here; `ft1` is how far it is off,
  ///   `ft5` how far it is in a tie
  private void tie(Label isDone) {
    draft.emit(DoubleFloat.FSGNJX_D, ONE, B, B);
    draft.emit(DoubleFloat.FEQ_D, T0, ONE, F5);
    multiply(E, E, B);
    draft.emit(DoubleFloat.FCVT_D_W, F5, Arg.ZERO);
    draft.emit(DoubleFloat.FLT_D, T1, F5, E);
    draft.emit(Base.AND, T0, T0, T1);
    draft.branch(Base.BEQ, T0, Arg.ZERO, isDone);
    storeWord(T0, LEFT);
    storeWord(Arg.ZERO, LEFT + UPPER);
    load(F5, LEFT);
    draft.emit(DoubleFloat.FSGNJ_D, F5, F5, B);
    draft.emit(DoubleFloat.FADD_D, Q, Q, F5);
    draft.jump(isDone);
  }
}
