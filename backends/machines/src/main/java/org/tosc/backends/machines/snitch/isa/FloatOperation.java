package org.tosc.backends.machines.snitch.isa;

import java.util.List;
import org.tosc.backends.machines.snitch.ieee.FloatFormat;

/// What an instruction asks of the FPU, in the terms of FPnew (`fpnew_pkg.sv`).
///
/// @param kind the operation
/// @param modified whether the operation's modifier is set: subtract instead of add, unsigned
///   instead of signed, and so on
/// @param source the format that is read; `binary16` and `e5m2` stand for their alternatives where
///   the CSR `fmode` says so
/// @param target the format that is written, likewise
/// @param operands where the FPU's three operands come from
/// @param rounding where the rounding mode comes from
/// @param vector whether the operation is on all elements of 64 bits
/// @param toInteger whether the result goes to the integer core
/// @param integerBits how wide integers are that are converted from or to
public record FloatOperation(
    Kind kind,
    boolean modified,
    FloatFormat source,
    FloatFormat target,
    List<Operand> operands,
    Rounding rounding,
    boolean vector,
    boolean toInteger,
    int integerBits) {
  public FloatOperation {
    operands = List.copyOf(operands);
  }

  /// Where an operand comes from.
  public enum Operand {
    NONE,
    /// A register of the integer core, read when the instruction was offloaded.
    INTEGER,
    RS1,
    RS2,
    /// The lowest element of `rs2` in the place of all.
    RS2_REPLICATED,
    RS3,
    RD
  }

  /// Where the rounding mode comes from.
  public enum Rounding {
    /// The instruction's bits 14 to 12, which may name the CSR `frm`.
    INSTRUCTION,
    /// The CSR `frm`.
    DYNAMIC,
    /// Fixed ones, which select what operations without rounding do.
    RNE,
    RTZ,
    RDN,
    RUP
  }

  /// The units of the FPU, each a pipeline of its own, in the order in which FPnew numbers them.
  public enum Unit {
    MULTIPLY_ADD(0),
    DIVIDE(1),
    NON_COMPUTE(2),
    CONVERT(3),
    DOT_PRODUCT(4);

    private final int number;

    Unit(int number) {
      this.number = number;
    }

    public int number() {
      return number;
    }
  }

  /// The operations.
  public enum Kind {
    ADD(Unit.MULTIPLY_ADD),
    MUL(Unit.MULTIPLY_ADD),
    FMADD(Unit.MULTIPLY_ADD),
    FNMSUB(Unit.MULTIPLY_ADD),
    DIV(Unit.DIVIDE),
    SQRT(Unit.DIVIDE),
    SGNJ(Unit.NON_COMPUTE),
    MINMAX(Unit.NON_COMPUTE),
    CMP(Unit.NON_COMPUTE),
    CLASSIFY(Unit.NON_COMPUTE),
    F2F(Unit.CONVERT),
    F2I(Unit.CONVERT),
    I2F(Unit.CONVERT),
    CPKAB(Unit.CONVERT),
    CPKCD(Unit.CONVERT),
    SDOTP(Unit.DOT_PRODUCT),
    VSUM(Unit.DOT_PRODUCT),
    EXVSUM(Unit.DOT_PRODUCT);

    private final Unit unit;

    Kind(Unit unit) {
      this.unit = unit;
    }

    public Unit unit() {
      return unit;
    }
  }

  /// Whether an operand is read from the integer core.
  public boolean readsInteger() {
    return operands.contains(Operand.INTEGER);
  }
}
