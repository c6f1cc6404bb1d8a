package org.tosc.frontend.pseudocode.format;

import java.util.List;
import org.tosc.tir.source.Diagnostic;

/// What the formatter made of a text.
public sealed interface Formatted {
  /// The whole text in its layout; the same text if it had it already.
  record Text(String text) implements Formatted {}

  /// The text does not parse; why.
  record Refused(List<Diagnostic> diagnostics) implements Formatted {
    public Refused {
      diagnostics = List.copyOf(diagnostics);
    }
  }
}
