package org.tosc.frontend.neuro.parse;

import java.util.List;
import org.tosc.frontend.neuro.ast.SourceFile;
import org.tosc.tir.source.Diagnostic;

/// A source file and what is wrong with its form, in the order of the text. With an error among the
/// diagnostics the tree has gaps ([org.tosc.frontend.neuro.ast.Expr.Malformed] and the like), and
/// what is not a gap may still be checked.
public record Parsed(SourceFile file, List<Diagnostic> diagnostics) {
  public Parsed {
    diagnostics = List.copyOf(diagnostics);
  }

  public boolean hasErrors() {
    return diagnostics.stream().anyMatch(Diagnostic::isError);
  }
}
