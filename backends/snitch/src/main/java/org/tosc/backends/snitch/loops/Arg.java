package org.tosc.backends.snitch.loops;

import org.tosc.backends.snitch.isa.FReg;
import org.tosc.backends.snitch.isa.XReg;

/// What stands in an operand of an instruction.
sealed interface Arg {
  Fixed ZERO = x(XReg.ZERO);
  Fixed SP = x(XReg.SP);

  /// A register that is given one of the machine later.
  ///
  /// @param id from 0, in the order of making
  record Virtual(int id, Bank bank) implements Arg {}

  /// A register of the machine.
  record Fixed(Bank bank, int number) implements Arg {}

  /// A number.
  record Immediate(int value) implements Arg {}

  /// The displacement of a spilled register from the stack pointer.
  record Spilled(int slot) implements Arg {}

  static Fixed x(XReg register) {
    return new Fixed(Bank.INTEGER, register.number());
  }

  static Fixed f(FReg register) {
    return new Fixed(Bank.FLOAT, register.number());
  }

  static Immediate number(int value) {
    return new Immediate(value);
  }
}
