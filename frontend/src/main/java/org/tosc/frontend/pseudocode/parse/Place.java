package org.tosc.frontend.pseudocode.parse;

import org.tosc.frontend.pseudocode.ast.Block;
import org.tosc.frontend.pseudocode.ast.Expr;
import org.tosc.frontend.pseudocode.ast.Node;
import org.tosc.frontend.pseudocode.ast.Stmt;

/// What surrounds a node: whether `break`, `return` and `step` have a meaning there.
record Place(boolean inLoop, boolean inFunction, boolean inPipelineBody) {
  static final Place FILE = new Place(false, false, false);

  /// The place of the parts of `node`, which is at this place.
  Place within(Node node) {
    return switch (node) {
      case Stmt.While _, Stmt.RepeatUntil _, Stmt.Loop _, Stmt.ForIn _, Stmt.ForRange _ ->
          new Place(true, inFunction, false);
      case Stmt.FunctionDecl _, Expr.Lambda _ -> new Place(false, true, false);
      case Stmt.Pipeline _ -> new Place(false, true, true);
      case Stmt.Step _ -> new Place(false, inFunction, false);
      case Stmt.TestDecl _, Stmt.ClassDecl _, Stmt.ModelDecl _ -> FILE;
      case Block _ -> this;
      case Node _ -> new Place(inLoop, inFunction, false);
    };
  }
}
