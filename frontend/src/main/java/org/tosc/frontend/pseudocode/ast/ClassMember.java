package org.tosc.frontend.pseudocode.ast;

import org.jspecify.annotations.Nullable;
import org.tosc.tir.source.Span;

/// What stands in a class body.
public sealed interface ClassMember extends Node {
  boolean isStatic();

  /// `x`, `let x: float = 0`, `static count = 0`. Without a value the field starts as nil.
  record Field(
      Ident name,
      @Nullable TypeExpr type,
      @Nullable Expr value,
      boolean isStatic,
      boolean isConst,
      Span span)
      implements ClassMember {}

  /// `fn area() … end`, `static fn of(x) … end`.
  record Method(Stmt.FunctionDecl function, boolean isStatic, Span span) implements ClassMember {}
}
