package org.tosc.frontend.pseudocode.ast;

import java.util.List;
import org.tosc.tir.source.Source;

/// A whole source text.
public record SourceFile(Source source, List<Stmt> statements) {
  public SourceFile {
    statements = List.copyOf(statements);
  }
}
