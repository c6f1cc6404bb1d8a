package org.tosc.backends.snitch.loops;

import org.tosc.backends.snitch.isa.Base;
import org.tosc.backends.snitch.isa.DoubleFloat;
import org.tosc.backends.snitch.isa.FReg;
import org.tosc.backends.snitch.isa.Rounding;
import org.tosc.backends.snitch.isa.SingleFloat;
import org.tosc.backends.snitch.isa.XReg;

/// The square root of an `f64`, correctly rounded: the core has no instruction for it (snitch.md
/// section 1).
///
/// From a guess of `1/√x` come `g`, which tends to the root, and `h`, which tends to half its
/// reciprocal (P. Markstein, "IA-64 and Elementary Functions", 2000, chapter 9; J.-M. Muller et
/// al., "Handbook of Floating-Point Arithmetic", 2nd edition, section 4.8). What is left, `x - g²`,
/// is exact, and its product with `h` corrects the root. The correction before the last is rounded
/// down: it gives the root without its fraction, and from there no tie is met by the last one.
///
/// Very small and large numbers are scaled by a power of four, which no root is rounded by.
final class Roots extends Called {
  /// The upper half of a number, shifted by one, taken from this is that of one over its root,
  /// within 3.5 %.
  private static final int GUESS = 0x5fe6eb50;

  private static final int STEPS = 4;

  /// The straight way is for exponents from -500 to 500.
  private static final int LEAST = BIAS - 500;

  private static final int COUNT = 1001;

  /// The exponent of the power that others are scaled by.
  private static final int SCALE = 600;

  /// The classes of `fclass`.
  private static final int ROOTS_THEMSELVES = 0x398;

  private static final int NEGATIVE = 0x7;

  static final Arg X = FIRST;
  static final Arg G = Arg.f(FReg.FT2);
  static final Arg H = Arg.f(FReg.FT3);
  static final Arg R = Arg.f(FReg.FT4);
  static final Arg HALF = Arg.f(FReg.FT5);

  /// The exponent that the result is scaled by in the end.
  private static final Arg SCALED = Arg.x(XReg.T3);

  private final Label isLong;

  /// @param isLong gets the place of the long way
  Roots(Label isLong) {
    this.isLong = isLong;
  }

  @Override
  void write(Label entry) {
    draft.mark(entry);
    store(X, LEFT);
    real(HALF, 0.5f, T0);
    number(T1, GUESS);
    loadWord(T0, LEFT + UPPER);
    root();
    draft.emit(Base.SRLI, T1, T0, Arg.number(FRACTION_BITS));
    draft.emit(Base.ADDI, T1, T1, Arg.number(-LEAST));
    draft.emit(Base.SLTIU, T1, T1, Arg.number(COUNT));
    draft.branch(Base.BEQ, T1, Arg.ZERO, isLong);
    draft.copy(FIRST, G);
    giveBack();
    draft.mark(isLong);
    longWay();
  }

  /// Of what is in `ft0` and in memory, with its upper half in `t0`; `t1` has [#GUESS].
  private void root() {
    draft.emit(Base.SRLI, T2, T0, Arg.number(1));
    draft.emit(Base.SUB, T1, T1, T2);
    storeWord(T1, LEFT + UPPER);
    load(H, LEFT);
    multiply(G, X, H);
    multiply(H, H, HALF);
    for (int step = 0; step < STEPS; step++) {
      residual(R, G, H, HALF);
      fma(G, G, R, G);
      fma(H, H, R, H);
    }
    residual(R, G, G, X);
    draft.emit(DoubleFloat.FMADD_D, G, R, H, G, Arg.number(Rounding.RDN.number()));
    residual(R, G, G, X);
    fma(G, R, H, G);
  }

  private void longWay() {
    Label isRoot = new Label();
    Label isNegative = new Label();
    Label isSmall = new Label();
    Label isReady = new Label();
    draft.emit(DoubleFloat.FCLASS_D, T1, X);
    draft.emit(Base.ANDI, T2, T1, Arg.number(ROOTS_THEMSELVES));
    draft.branch(Base.BNE, T2, Arg.ZERO, isRoot);
    draft.emit(Base.ANDI, T2, T1, Arg.number(NEGATIVE));
    draft.branch(Base.BNE, T2, Arg.ZERO, isNegative);
    store(X, LEFT);
    number(T1, BIAS << FRACTION_BITS);
    loadWord(T0, LEFT + UPPER);
    draft.branch(Base.BLT, T0, T1, isSmall);
    number(T1, -SCALE);
    draft.jump(isReady);
    draft.mark(isSmall);
    number(T1, SCALE);
    draft.mark(isReady);
    draft.emit(Base.SRAI, SCALED, T1, Arg.number(1));
    draft.emit(Base.SUB, SCALED, Arg.ZERO, SCALED);
    power(H, T1);
    multiply(X, X, H);
    store(X, LEFT);
    number(T1, GUESS);
    loadWord(T0, LEFT + UPPER);
    root();
    power(H, SCALED);
    multiply(FIRST, G, H);
    giveBack();
    draft.mark(isNegative);
    number(T0, Float.floatToRawIntBits(Float.NaN));
    draft.emit(SingleFloat.FMV_W_X, X, T0);
    draft.emit(DoubleFloat.FCVT_D_S, X, X);
    draft.mark(isRoot);
    giveBack();
  }
}
