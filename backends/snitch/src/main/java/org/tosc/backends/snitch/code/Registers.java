package org.tosc.backends.snitch.code;

import java.util.ArrayList;
import java.util.List;
import org.tosc.backends.snitch.isa.FReg;

/// The registers of the FPU that a function may write to without saving them: neither streams nor
/// arguments.
///
/// @param all in the order in which they are taken
record Registers(List<FReg> all) {
  private static final List<FReg> CALLER_SAVED =
      List.of(
          FReg.FT3, FReg.FT4, FReg.FT5, FReg.FT6, FReg.FT7, FReg.FT8, FReg.FT9, FReg.FT10,
          FReg.FT11, FReg.FA7, FReg.FA6, FReg.FA5, FReg.FA4, FReg.FA3, FReg.FA2, FReg.FA1,
          FReg.FA0);

  /// @param arguments how many numbers are passed
  Registers(int arguments) {
    this(without(arguments));
  }

  private static List<FReg> without(int arguments) {
    List<FReg> left = new ArrayList<>(CALLER_SAVED);
    left.removeIf(
        r -> r.number() >= FReg.FA0.number() && r.number() < FReg.FA0.number() + arguments);
    return List.copyOf(left);
  }
}
