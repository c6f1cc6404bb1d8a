package org.tosc.backends.snitch.loops;

import static org.tosc.backends.snitch.loops.Roots.G;
import static org.tosc.backends.snitch.loops.Roots.H;
import static org.tosc.backends.snitch.loops.Roots.HALF;
import static org.tosc.backends.snitch.loops.Roots.R;
import static org.tosc.backends.snitch.loops.Roots.X;

import org.tosc.backends.snitch.isa.Base;
import org.tosc.backends.snitch.isa.DoubleFloat;
import org.tosc.backends.snitch.isa.SingleFloat;

/// The square root of an `f32`, correctly rounded, by way of `f64`, as [SingleQuotients] has
/// quotients: a root with an error far below its last bit is enough. Numbers that are not normal,
/// or negative, go the long way of [Roots].
final class SingleRoots extends Called {
  /// The bits of a number, shifted by one, taken from this are those of one over its root, within
  /// 3.5 %.
  private static final int GUESS = 0x5f3759df;

  private static final int STEPS = 3;
  private static final int FRACTION = 23;
  private static final int NORMAL = 254;

  private final Label ofDoubles;

  /// @param ofDoubles the long way of [Roots], which has ½ in `ft5` too
  SingleRoots(Label ofDoubles) {
    this.ofDoubles = ofDoubles;
  }

  @Override
  void write(Label entry) {
    Label isLong = new Label();
    draft.mark(entry);
    draft.emit(SingleFloat.FMV_X_W, T0, X);
    real(HALF, 0.5f, T1);
    draft.emit(DoubleFloat.FCVT_D_S, X, X);
    number(T1, GUESS);
    draft.emit(Base.SRLI, T2, T0, Arg.number(1));
    draft.emit(Base.SUB, T1, T1, T2);
    draft.emit(SingleFloat.FMV_W_X, H, T1);
    draft.emit(DoubleFloat.FCVT_D_S, H, H);
    root();
    draft.emit(Base.SRLI, T0, T0, Arg.number(FRACTION));
    draft.emit(Base.ADDI, T0, T0, Arg.number(-1));
    draft.emit(Base.SLTIU, T0, T0, Arg.number(NORMAL));
    draft.branch(Base.BEQ, T0, Arg.ZERO, isLong);
    giveBackSingle(G, isLong, ofDoubles);
  }

  private void root() {
    multiply(G, X, H);
    multiply(H, H, HALF);
    for (int step = 0; step < STEPS; step++) {
      residual(R, G, H, HALF);
      fma(G, G, R, G);
      fma(H, H, R, H);
    }
    residual(R, G, G, X);
    fma(G, R, H, G);
  }
}
