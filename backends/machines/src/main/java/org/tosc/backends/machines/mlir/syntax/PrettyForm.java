package org.tosc.backends.machines.mlir.syntax;

/// How one operation is written in its dialect's own form.
@FunctionalInterface
public interface PrettyForm {
  /// Reads what stands behind the name, and says it to the draft. `loc(…)` behind it is read by the
  /// caller.
  ///
  /// @throws SyntaxFault where something else stands
  void read(Parser in, Draft operation);
}
