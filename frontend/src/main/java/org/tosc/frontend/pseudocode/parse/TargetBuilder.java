package org.tosc.frontend.pseudocode.parse;

import java.util.ArrayList;
import java.util.List;
import org.tosc.frontend.pseudocode.ast.Expr;
import org.tosc.frontend.pseudocode.ast.Target;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// The left sides of assignments. The grammar reads them as values, since only the `=` tells.
final class TargetBuilder {
  private final Builders with;

  TargetBuilder(Builders with) {
    this.with = with;
  }

  /// One value is itself the target, several are taken apart.
  Target of(List<Expr> values, Span span) {
    return values.size() == 1 && !(values.getFirst() instanceof Expr.Spread)
        ? of(values.getFirst())
        : several(values, span);
  }

  Target of(Expr value) {
    return switch (value) {
      case Expr.Name e -> e;
      case Expr.Index e -> e;
      case Expr.Slice e -> e;
      case Expr.TensorIndex e -> e;
      case Expr.Member e -> e;
      case Expr.Malformed e -> e;
      case Expr.ListLit e -> several(e.items(), e.span());
      case Expr e -> refused(e);
    };
  }

  private Target several(List<Expr> values, Span span) {
    List<Target> targets = new ArrayList<>();
    Target rest = null;
    for (Expr value : values) {
      if (rest != null) {
        with.problems.add(Code.E0184, rest.span(), "what takes the rest of a list must stand last");
      }
      if (value instanceof Expr.Spread(Expr inner, _)) {
        rest = of(inner);
      } else {
        targets.add(of(value));
      }
    }
    return new Target.Several(targets, rest, span);
  }

  private Target refused(Expr value) {
    with.problems.add(
        Diagnostic.of(
                Code.E0153, value.span(), "only a name, an element or a field can be assigned")
            .label(value.span(), "this is a value"));
    return new Expr.Malformed(List.of(value), value.span());
  }
}
