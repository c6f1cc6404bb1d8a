package org.tosc.frontend.pseudocode.resolve;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tosc.frontend.pseudocode.ast.Expr;
import org.tosc.frontend.pseudocode.ast.Node;
import org.tosc.frontend.pseudocode.ast.Stmt;
import org.tosc.frontend.pseudocode.ast.Target;

/// The names that a routine assigns bare, nested routines left out.
final class AssignedNames {
  private AssignedNames() {}

  static Set<String> of(List<Stmt> body) {
    Set<String> names = new HashSet<>();
    Deque<Node> open = new ArrayDeque<>(body);
    while (!open.isEmpty()) {
      switch (open.pop()) {
        case Stmt.Assign(var target, _, _, _) -> targets(target, names);
        case Stmt.Input(var target, _) -> targets(target, names);
        case Stmt.Load(_, var name, _) -> names.add(name.text());
        case Stmt.Deploy d -> {
          if (d.name() != null) {
            names.add(d.name().text());
          }
        }
        case Stmt.Pipeline p -> {
          if (!p.isFunction()) {
            names.add(p.name().text());
          }
        }
        case Stmt.FunctionDecl _, Stmt.ClassDecl _, Stmt.ModelDecl _, Stmt.TestDecl _, Expr _ -> {}
        case Node other -> other.children().forEach(open::push);
      }
    }
    return names;
  }

  private static void targets(Target target, Set<String> names) {
    switch (target) {
      case Expr.Name(var text, _) -> names.add(text);
      case Target.Several(var targets, var rest, _) -> {
        targets.forEach(t -> targets(t, names));
        if (rest != null) {
          targets(rest, names);
        }
      }
      case Expr.Index _, Expr.Slice _, Expr.TensorIndex _, Expr.Member _, Expr.Malformed _ -> {}
    }
  }
}
