package org.tosc.frontend.pseudocode.types;

import java.util.ArrayDeque;
import java.util.Deque;
import org.tosc.frontend.pseudocode.ast.Block;
import org.tosc.frontend.pseudocode.ast.Expr;
import org.tosc.frontend.pseudocode.ast.Node;
import org.tosc.frontend.pseudocode.ast.Stmt;

/// Finds out whether a loop can be left by `break`.
final class Breaks {
  private Breaks() {}

  /// Whether a `break` in the block leaves the loop whose body it is.
  static boolean anyOf(Block body) {
    Deque<Node> open = new ArrayDeque<>(body.statements());
    while (!open.isEmpty()) {
      switch (open.pop()) {
        case Stmt.Break _ -> {
          return true;
        }
        case Stmt.While _, Stmt.Loop _, Stmt.RepeatUntil _, Stmt.ForIn _, Stmt.ForRange _ -> {}
        case Stmt.FunctionDecl _, Stmt.Pipeline _, Stmt.ClassDecl _, Stmt.ModelDecl _, Expr _ -> {}
        case Node other -> other.children().forEach(open::push);
      }
    }
    return false;
  }
}
