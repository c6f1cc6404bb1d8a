package org.tosc.frontend.neuro.check;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.tosc.frontend.neuro.typed.Parts;
import org.tosc.frontend.neuro.typed.TExpr;
import org.tosc.frontend.neuro.typed.Variable;
import org.tosc.frontend.neuro.types.Ty;
import org.tosc.tir.source.Diagnostic;

/// Shows where the operands of an operation got their types.
final class Declarations {
  private Declarations() {}

  /// The diagnostic with the declarations of the tiles, views and tensors that operands name.
  static Diagnostic label(Diagnostic diagnostic, List<TExpr> operands) {
    Set<Variable> named = new LinkedHashSet<>();
    for (TExpr operand : operands) {
      Parts.each(
          operand,
          e -> {
            if (e instanceof TExpr.Local(Variable variable, _)
                && variable.type() instanceof Ty.Shaped) {
              named.add(variable);
            }
          });
    }
    Diagnostic shown = diagnostic;
    for (Variable variable : named) {
      shown = shown.label(variable.span(), "declared here: `" + variable.type() + "`");
    }
    return shown;
  }
}
