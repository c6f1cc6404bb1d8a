package org.tosc.backends.snitch.isa;

import java.util.List;
import java.util.Locale;

/// Floating-point registers, by number, under the names of the ABI (RISC-V ABIs Specification,
/// 1.2). The first three are streams while these are enabled (snitch.md 1).
public enum FReg {
  FT0(0),
  FT1(1),
  FT2(2),
  FT3(3),
  FT4(4),
  FT5(5),
  FT6(6),
  FT7(7),
  FS0(8),
  FS1(9),
  FA0(10),
  FA1(11),
  FA2(12),
  FA3(13),
  FA4(14),
  FA5(15),
  FA6(16),
  FA7(17),
  FS2(18),
  FS3(19),
  FS4(20),
  FS5(21),
  FS6(22),
  FS7(23),
  FS8(24),
  FS9(25),
  FS10(26),
  FS11(27),
  FT8(28),
  FT9(29),
  FT10(30),
  FT11(31);

  private static final List<FReg> BY_NUMBER = List.of(values());

  private final int number;

  FReg(int number) {
    this.number = number;
  }

  /// The register with a number from 0 to 31.
  public static FReg of(int number) {
    return BY_NUMBER.get(number);
  }

  /// 0 … 31.
  public int number() {
    return number;
  }

  /// As assemblers write it.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
