package org.tosc.backends.machines.snitch.core;

import org.tosc.backends.machines.snitch.isa.FloatOperation;

/// What the FPU computes, on the bits of registers.
public interface FloatArithmetic {
  /// The result of an operation.
  ///
  /// @param rounding a mode as `frm` numbers it
  /// @param mode the CSR `fmode`: bit 0 selects alternative formats for what is written, bit 1 for
  ///   what is read
  /// @param raised the exceptions that are raised already; of those, [#flags] may have more than
  ///   the operation raised
  long compute(
      FloatOperation operation, int rounding, int mode, int raised, long a, long b, long c);

  /// The exceptions of the last operation, as `fflags` numbers them.
  int flags();
}
