package org.tosc.backends.snitch.loops;

import java.util.ArrayList;
import java.util.List;
import org.tosc.backends.snitch.isa.FReg;
import org.tosc.backends.snitch.isa.XReg;

/// The registers that a function may use, in the order in which they are taken: first those that
/// need no saving.
///
/// @param callsInside whether some belong to what the function calls ([Quotients], [Roots])
record Pool(boolean callsInside) {
  private static final List<XReg> WHOLES =
      List.of(
          XReg.T0, XReg.T1, XReg.T2, XReg.T3, XReg.T4, XReg.T5, XReg.T6, XReg.A7, XReg.A6, XReg.A5,
          XReg.A4, XReg.A3, XReg.A2, XReg.A1, XReg.A0, XReg.S0, XReg.S1, XReg.S2, XReg.S3, XReg.S4,
          XReg.S5, XReg.S6, XReg.S7, XReg.S8, XReg.S9, XReg.S10, XReg.S11);

  private static final List<FReg> REALS =
      List.of(
          FReg.FT0, FReg.FT1, FReg.FT2, FReg.FT3, FReg.FT4, FReg.FT5, FReg.FT6, FReg.FT7, FReg.FT8,
          FReg.FT9, FReg.FT10, FReg.FT11, FReg.FA7, FReg.FA6, FReg.FA5, FReg.FA4, FReg.FA3,
          FReg.FA2, FReg.FA1, FReg.FA0, FReg.FS0, FReg.FS1, FReg.FS2, FReg.FS3, FReg.FS4, FReg.FS5,
          FReg.FS6, FReg.FS7, FReg.FS8, FReg.FS9, FReg.FS10, FReg.FS11);

  /// Of [#WHOLES] and of [#REALS] the first ones are those of what is called.
  private static final int WHOLES_INSIDE = 7;

  private static final int REALS_INSIDE = 8;

  List<Integer> registers(Bank bank) {
    List<Integer> numbers = new ArrayList<>();
    switch (bank) {
      case INTEGER -> WHOLES.forEach(r -> numbers.add(r.number()));
      case FLOAT -> REALS.forEach(r -> numbers.add(r.number()));
    }
    int taken = callsInside ? (bank == Bank.INTEGER ? WHOLES_INSIDE : REALS_INSIDE) : 0;
    return numbers.subList(taken, numbers.size());
  }

  /// Whether a caller expects to find in it what it left there (RISC-V ABIs Specification, 1.1 and
  /// 1.2: the numbers of both kinds are the same).
  static boolean isSaved(int register) {
    return register == XReg.S0.number()
        || register == XReg.S1.number()
        || (register >= XReg.S2.number() && register <= XReg.S11.number());
  }
}
