package org.tosc.backends.snitch.loops;

import java.util.HashMap;
import java.util.Map;
import org.tosc.backends.snitch.isa.Base;
import org.tosc.backends.snitch.isa.DoubleFloat;
import org.tosc.backends.snitch.isa.HalfFloat;
import org.tosc.backends.snitch.isa.SingleFloat;

/// Numbers in registers. Each is made once in front of the outermost loop around its uses.
final class Constants {
  private static final int SMALL_BITS = 16;
  private static final int BRAIN_NAN = 0x7fc0;

  private final Draft draft;
  private Draft.Place place;
  private final Map<Integer, Arg> wholes = new HashMap<>();
  private final Map<Long, Map<Precision, Arg>> reals = new HashMap<>();

  Constants(Draft draft) {
    this.draft = draft;
    this.place = draft.place();
  }

  /// From here on numbers are made here.
  void begin() {
    place = draft.place();
    wholes.clear();
    reals.clear();
  }

  Arg whole(int value) {
    if (value == 0) {
      return Arg.ZERO;
    }
    Arg known = wholes.get(value);
    if (known == null) {
      Arg.Virtual made = draft.fresh(Bank.INTEGER);
      draft.at(place, () -> draft.add(new Line.Whole(made, value)));
      wholes.put(value, made);
      return made;
    }
    return known;
  }

  Arg real(Precision precision, double value) {
    Map<Precision, Arg> sameBits =
        reals.computeIfAbsent(Double.doubleToRawLongBits(value), _ -> new HashMap<>());
    Arg known = sameBits.get(precision);
    if (known == null) {
      Arg.Virtual made = draft.fresh(Bank.FLOAT);
      draft.at(place, () -> make(made, precision, value));
      sameBits.put(precision, made);
      return made;
    }
    return known;
  }

  private void make(Arg to, Precision precision, double value) {
    switch (precision) {
      case DOUBLE -> makeDouble(to, value);
      case SINGLE ->
          draft.emit(SingleFloat.FMV_W_X, to, loaded(Float.floatToRawIntBits((float) value)));
      case HALF ->
          draft.emit(HalfFloat.FMV_H_X, to, loaded(Float.floatToFloat16((float) value) & 0xFFFF));
      case BRAIN -> draft.emit(HalfFloat.FMV_H_X, to, loaded(brain(value)));
    }
  }

  private static int brain(double value) {
    return Double.isNaN(value) ? BRAIN_NAN : Float.floatToRawIntBits((float) value) >>> SMALL_BITS;
  }

  private Arg loaded(int value) {
    if (value == 0) {
      return Arg.ZERO;
    }
    Arg.Virtual register = draft.fresh(Bank.INTEGER);
    draft.add(new Line.Whole(register, value));
    return register;
  }

  private void makeDouble(Arg to, double value) {
    long bits = Double.doubleToRawLongBits(value);
    if ((int) value == value && bits != Long.MIN_VALUE) {
      draft.emit(DoubleFloat.FCVT_D_W, to, loaded((int) value));
    } else if ((float) value == value) {
      draft.emit(SingleFloat.FMV_W_X, to, loaded(Float.floatToRawIntBits((float) value)));
      draft.emit(DoubleFloat.FCVT_D_S, to, to);
    } else {
      fromHalves(to, loaded((int) bits), loaded((int) (bits >>> Integer.SIZE)));
    }
  }

  /// A float of 64 bits from its halves.
  void fromHalves(Arg to, Arg low, Arg high) {
    draft.emit(Base.SW, low, Arg.number(0), Arg.SP);
    draft.emit(Base.SW, high, Arg.number(Integer.BYTES), Arg.SP);
    draft.emit(DoubleFloat.FLD, to, Arg.number(0), Arg.SP);
  }
}
