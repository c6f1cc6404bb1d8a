package org.tosc.frontend.pseudocode.ast;

import java.util.List;
import org.tosc.tir.source.Span;

/// Statements that run in order in a scope of their own.
public record Block(List<Stmt> statements, Style style, Span span) implements Node {
  /// How the author wrote the block.
  public enum Style {
    /// After `:`, indented or on the same line.
    COLON,
    /// From the header to `end` or the next clause.
    KEYWORD,
    /// The expression after `=>`, here as one [Stmt.Return].
    ARROW
  }

  public Block {
    statements = List.copyOf(statements);
  }
}
