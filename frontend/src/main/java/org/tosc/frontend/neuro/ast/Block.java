package org.tosc.frontend.neuro.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.source.Span;

/// `{ statements value }`: statements that run in order in a scope of their own; the value is a
/// last expression without `;`.
public record Block(List<Stmt> statements, @Nullable Expr value, Span span) implements Node {
  public Block {
    statements = List.copyOf(statements);
  }
}
