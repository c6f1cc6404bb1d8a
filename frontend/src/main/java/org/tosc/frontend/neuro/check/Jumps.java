package org.tosc.frontend.neuro.check;

import java.util.ArrayDeque;
import java.util.Deque;
import org.tosc.frontend.neuro.ast.Block;
import org.tosc.frontend.neuro.ast.Expr;
import org.tosc.frontend.neuro.ast.Node;

/// Finds jumps in syntax.
final class Jumps {
  private Jumps() {}

  /// Whether the body of a loop contains a `break` of this loop.
  static boolean breaks(Block body) {
    Deque<Node> work = new ArrayDeque<>();
    work.push(body);
    while (!work.isEmpty()) {
      Node node = work.pop();
      if (node instanceof Expr.Break) {
        return true;
      }
      boolean inner =
          node instanceof Expr.While || node instanceof Expr.For || node instanceof Expr.Loop;
      if (!inner) {
        node.children().forEach(work::push);
      }
    }
    return false;
  }
}
