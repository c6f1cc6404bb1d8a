package org.tosc.frontend.pseudocode.resolve;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.pseudocode.ast.Arg;
import org.tosc.frontend.pseudocode.ast.Block;
import org.tosc.frontend.pseudocode.ast.Expr;
import org.tosc.frontend.pseudocode.ast.Node;
import org.tosc.frontend.pseudocode.ast.Stmt;
import org.tosc.frontend.pseudocode.ast.TypeExpr;

/// The names in expressions, walked with an explicit stack.
final class ExpressionNames {
  private final Names names;
  private final StatementNames statements;
  private final RoutineNames routines;
  private final StepNames steps;

  ExpressionNames(Names names, StatementNames statements, RoutineNames routines) {
    this.names = names;
    this.statements = statements;
    this.routines = routines;
    this.steps = new StepNames(names);
  }

  StepNames steps() {
    return steps;
  }

  /// A block, an expression, or nothing.
  void optional(@Nullable Node node, Scope scope) {
    switch (node) {
      case null -> {}
      case Block b -> statements.block(b, scope, Scope.Kind.BLOCK);
      case Expr e -> expression(e, scope);
      default -> throw new IllegalStateException("no block or expression: " + node);
    }
  }

  void expression(Expr root, Scope scope) {
    Deque<Node> open = new ArrayDeque<>();
    open.push(root);
    while (!open.isEmpty()) {
      Node node = open.pop();
      switch (node) {
        case Expr.Name name -> {
          steps.alone(name, scope);
          names.name(name, scope);
        }
        case Expr.Member m when steps.isResult(m, scope) ->
            names.name((Expr.Name) m.object(), scope);
        case Expr.Member m when steps.isMissing(m, scope) -> {}
        case Expr.Self self -> names.self(self, self.span(), scope);
        case Expr.Super s -> names.self(s, s.span(), scope);
        case Expr.Lambda l -> routines.lambda(l, scope);
        case Expr.Infer i -> settings(open, List.of(i.model()), i.input(), i.settings(), scope);
        case Expr.Train t -> train(open, t, scope);
        case TypeExpr _ -> {}
        case Stmt s -> statements.part(s, scope);
        default -> pushReversed(open, node.children());
      }
    }
  }

  private void train(Deque<Node> open, Expr.Train t, Scope scope) {
    settings(open, List.of(t.model()), t.data(), t.settings(), scope);
    t.actions().forEach(a -> open.push(a.every()));
    if (t.epochs() != null) {
      open.push(t.epochs());
    }
    if (t.steps() != null) {
      open.push(t.steps());
    }
  }

  private void settings(
      Deque<Node> open, List<Expr> first, @Nullable Expr second, List<Arg> settings, Scope scope) {
    settings.forEach(s -> setting(s.value(), scope));
    if (second != null) {
      open.push(second);
    }
    pushReversed(open, first);
  }

  private static void pushReversed(Deque<Node> open, List<? extends Node> nodes) {
    for (int i = nodes.size() - 1; i >= 0; i--) {
      open.push(nodes.get(i));
    }
  }

  /// A setting such as `kind=dense`: a name that nothing declares is a word of the setting.
  void setting(Expr value, Scope scope) {
    if (value instanceof Expr.Name(var text, _) && scope.find(text) == null) {
      return;
    }
    expression(value, scope);
  }
}
