package org.tosc.backends.snitch.code;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tosc.backends.snitch.isa.Base;
import org.tosc.backends.snitch.isa.DoubleFloat;
import org.tosc.backends.snitch.isa.FReg;
import org.tosc.backends.snitch.isa.SingleFloat;
import org.tosc.backends.snitch.isa.VectorPack;
import org.tosc.backends.snitch.isa.XReg;

/// Numbers that all points read, in registers: each is in every element of its register.
final class Constants {
  /// Bytes below the stack's pointer that numbers go through.
  static final int ROOM = 16;

  private final Draft draft;
  private final Element element;
  private final List<FReg> free;
  private final Map<Term, FReg> known = new LinkedHashMap<>();

  /// @param free registers that may be taken
  Constants(Draft draft, Element element, List<FReg> free) {
    this.draft = draft;
    this.element = element;
    this.free = new ArrayList<>(free);
  }

  FReg of(Term term) {
    FReg before = known.get(term);
    if (before != null) {
      return before;
    }
    FReg register =
        switch (term) {
          case Term.Literal(double value) -> literal(value);
          case Term.Argument(int number) -> argument(FReg.of(FReg.FA0.number() + number));
          case Term.Read _, Term.Tap _, Term.Carried _, Term.Apply _, Term.Inverse _ ->
              throw new IllegalArgumentException(term + " is no constant");
        };
    known.put(term, register);
    return register;
  }

  private FReg argument(FReg from) {
    if (element == Element.F64) {
      return from;
    }
    FReg to = free.removeFirst();
    int f = to.number();
    if (element == Element.F32) {
      draft.emit(VectorPack.VFCPKA_S_S, f, from.number(), from.number());
    } else {
      int single = free.getFirst().number();
      draft.emit(org.tosc.backends.snitch.isa.FloatConvert.FCVT_S_H, single, from.number());
      draft.emit(VectorPack.VFCPKA_H_S, f, single, single);
      draft.emit(VectorPack.VFCPKB_H_S, f, single, single);
    }
    return to;
  }

  private FReg literal(double value) {
    FReg to = free.removeFirst();
    int f = to.number();
    boolean isPositiveZero = Double.doubleToRawLongBits(value) == 0;
    if (isPositiveZero || (element == Element.F64 && isInteger(value))) {
      draft.emit(DoubleFloat.FCVT_D_W, f, draft.number((int) value).number());
    } else {
      long bits = element.word(value);
      if (element == Element.F32) {
        draft.emit(SingleFloat.FMV_W_X, f, draft.number((int) bits).number());
        draft.emit(VectorPack.VFCPKA_S_S, f, f, f);
      } else {
        throughMemory(f, bits);
      }
    }
    draft.clock.setUp(0, 4);
    return to;
  }

  private static boolean isInteger(double value) {
    return (int) value == value && Double.doubleToRawLongBits(value) != Long.MIN_VALUE;
  }

  private void throughMemory(int f, long bits) {
    int sp = XReg.SP.number();
    draft.emit(Base.ADDI, sp, sp, -ROOM);
    draft.emit(Base.SW, draft.number((int) bits).number(), 0, sp);
    draft.emit(Base.SW, draft.number((int) (bits >>> 32)).number(), 4, sp);
    draft.emit(DoubleFloat.FLD, f, 0, sp);
    draft.emit(Base.ADDI, sp, sp, ROOM);
  }
}
