package org.tosc.backends.snitch.isa;

import java.util.Locale;

/// Rounding modes by their encoding (The RISC-V Instruction Set Manual, volume I, table 11.1); 5
/// and 6 are reserved.
public enum Rounding {
  RNE(0),
  RTZ(1),
  RDN(2),
  RUP(3),
  RMM(4),

  /// The mode in the CSR `frm`.
  DYN(7);

  private final int number;

  Rounding(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }

  /// As assemblers write it.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static boolean isValid(int number) {
    return number != 5 && number != 6;
  }

  static Rounding of(int number) {
    for (Rounding mode : values()) {
      if (mode.number == number) {
        return mode;
      }
    }
    throw new IllegalArgumentException("no rounding mode has the number " + number);
  }
}
