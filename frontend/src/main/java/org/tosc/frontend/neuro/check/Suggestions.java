package org.tosc.frontend.neuro.check;

import java.util.Collection;
import java.util.List;
import org.tosc.frontend.pseudocode.resolve.Suggestion;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Diagnostic.Edit;
import org.tosc.tir.source.Span;

/// Offers the name that was probably meant.
final class Suggestions {
  private Suggestions() {}

  /// The diagnostic with the nearest name as a fix, if one is near.
  static Diagnostic note(Diagnostic diagnostic, Span at, String name, Collection<String> names) {
    return Suggestion.nearest(name, names.stream())
        .map(
            nearest ->
                diagnostic
                    .note("did you mean `" + nearest + "`?")
                    .fix("write `" + nearest + "`", List.of(new Edit(at, nearest))))
        .orElse(diagnostic);
  }
}
