package org.tosc.frontend.neuro.typed;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.types.Ty;
import org.tosc.tir.source.Span;

/// A block: statements, and the value if its last expression gives it. The type is NEVER where the
/// end of the block is not reached.
public record TBlock(List<TStmt> statements, @Nullable TExpr value, Ty type, Span span) {
  public TBlock {
    statements = List.copyOf(statements);
  }
}
