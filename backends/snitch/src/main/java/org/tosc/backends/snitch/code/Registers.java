package org.tosc.backends.snitch.code;

import java.util.ArrayList;
import java.util.List;
import org.tosc.backends.snitch.isa.FReg;

/// The registers of the FPU that a function may write to, neither streams nor arguments: first
/// those that need no saving, then the others.
///
/// @param all in the order in which they are taken
record Registers(List<FReg> all) {
  private static final List<FReg> CALLER_SAVED =
      List.of(
          FReg.FT3, FReg.FT4, FReg.FT5, FReg.FT6, FReg.FT7, FReg.FT8, FReg.FT9, FReg.FT10,
          FReg.FT11, FReg.FA7, FReg.FA6, FReg.FA5, FReg.FA4, FReg.FA3, FReg.FA2, FReg.FA1,
          FReg.FA0);

  private static final List<FReg> CALLEE_SAVED =
      List.of(
          FReg.FS0, FReg.FS1, FReg.FS2, FReg.FS3, FReg.FS4, FReg.FS5, FReg.FS6, FReg.FS7, FReg.FS8,
          FReg.FS9, FReg.FS10, FReg.FS11);

  /// @param arguments how many numbers are passed
  Registers(int arguments) {
    this(without(arguments));
  }

  private static List<FReg> without(int arguments) {
    List<FReg> left = new ArrayList<>(CALLER_SAVED);
    left.removeIf(
        r -> r.number() >= FReg.FA0.number() && r.number() < FReg.FA0.number() + arguments);
    left.addAll(CALLEE_SAVED);
    return List.copyOf(left);
  }

  /// Of the first so many, those that must be saved.
  List<FReg> saved(int count) {
    return all.subList(0, count).stream().filter(CALLEE_SAVED::contains).toList();
  }
}
