package org.tosc.frontend.pseudocode.ast;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// Writes a tree as s-expressions, one statement a line: `tosc build --emit ast`.
///
/// ```text
/// x += f(1, k = a[2:])      (+= x (call f 1 (k= (slice[a:] a 2))))
/// if c: print "yes"         (if (arm c (:
///                             (print "yes"))))
/// ```
///
/// `(: …)` is an indented block, `(end …)` a keyword block, `(=> …)` the body of an arrow. Types
/// stand in angle brackets. The text has no positions: trees that print alike mean the same.
public final class AstPrinter {
  /// What is still to be written: a [Node], a text, or a change of the indentation.
  private final Deque<Object> work = new ArrayDeque<>();

  private final StringBuilder out = new StringBuilder();
  private int depth;

  private enum Move {
    IN,
    OUT,
    LINE
  }

  private AstPrinter() {}

  public static String print(SourceFile file) {
    StringBuilder text = new StringBuilder();
    for (Stmt stmt : file.statements()) {
      text.append(print(stmt)).append('\n');
    }
    return text.toString();
  }

  public static String print(Node node) {
    AstPrinter printer = new AstPrinter();
    printer.work.push(node);
    printer.run();
    return printer.out.toString();
  }

  /// A loop with its own stack: a chain of operators may be as deep as the source is long.
  private void run() {
    while (!work.isEmpty()) {
      switch (work.pop()) {
        case Move move -> move(move);
        case Node node -> node(node);
        case Object text -> out.append(text);
      }
    }
  }

  private void move(Move move) {
    switch (move) {
      case IN -> depth++;
      case OUT -> depth--;
      case LINE -> out.append('\n').append("  ".repeat(depth));
    }
  }

  private void node(Node node) {
    if (node instanceof Arg arg && arg.name() == null) {
      work.push(arg.value());
      return;
    }
    String leaf = AstHead.leaf(node);
    if (leaf != null) {
      out.append(leaf);
      return;
    }
    boolean isType = node instanceof TypeExpr;
    out.append(isType ? '<' : '(').append(AstHead.of(node));
    work.push(isType ? ">" : ")");
    if (node instanceof Block || isDeclarationOfMembers(node)) {
      lines(node.children());
    } else {
      List<Node> parts = node.children();
      inline(AstHead.showsFirstChild(node) ? parts.subList(1, parts.size()) : parts);
    }
  }

  private static boolean isDeclarationOfMembers(Node node) {
    return node instanceof Stmt.ClassDecl || node instanceof Stmt.ModelDecl;
  }

  private void lines(List<Node> nodes) {
    work.push(Move.OUT);
    for (Node node : nodes.reversed()) {
      work.push(node);
      work.push(Move.LINE);
    }
    work.push(Move.IN);
  }

  private void inline(List<Node> nodes) {
    for (Node node : nodes.reversed()) {
      work.push(node);
      work.push(" ");
    }
  }
}
