package org.tosc.frontend.neuro.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.source.Span;

/// What stands in a block. Everything that may also have a value is an [Expr].
public sealed interface Stmt extends Node {

  /// How a name is declared.
  enum Kind {
    /// `let`: bound once.
    LET,
    /// `var`: may be assigned again.
    VAR,
    /// `const`: known when the program is compiled.
    CONST
  }

  /// `let pattern: type = value;` — `let x: f32;` binds later.
  record Let(Kind kind, Pattern pattern, @Nullable TypeExpr type, @Nullable Expr value, Span span)
      implements Stmt {}

  /// `target = value;` or, with an operator, `target op= value;`.
  record Assign(Expr target, @Nullable BinaryOp op, Expr value, Span span) implements Stmt {}

  /// An expression whose value is not used.
  record ExprStmt(Expr value, Span span) implements Stmt {}

  /// Text that is no statement, with the parts of it that parse.
  record Malformed(List<Node> parts, Span span) implements Stmt {
    public Malformed {
      parts = List.copyOf(parts);
    }
  }
}
