package org.tosc.frontend.pseudocode.lower;

import java.util.List;
import org.tosc.frontend.pseudocode.ast.Expr;
import org.tosc.frontend.pseudocode.ast.Stmt;
import org.tosc.frontend.pseudocode.resolve.Routine;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;

/// What decorators make of a function: `@precision(f32)` is the attribute `precision = "f32"`, also
/// of functions written inside.
final class Decorators {
  private static final String PRECISION = "precision";
  private static final String SINGLE = "f32";

  private Decorators() {}

  static Attributes on(Routine routine, Attributes attributes) {
    for (Routine r = routine; r != null; r = r.parent()) {
      if (r.node() instanceof Stmt.FunctionDecl f && isSingle(f.attributes())) {
        return attributes.with(PRECISION, Attribute.of(SINGLE));
      }
    }
    return attributes;
  }

  private static boolean isSingle(List<Stmt.Attribute> decorators) {
    return decorators.stream()
        .filter(d -> d.name().text().equals(PRECISION))
        .flatMap(d -> d.args().stream())
        .anyMatch(a -> a.value() instanceof Expr.Name n && n.text().equals(SINGLE));
  }
}
