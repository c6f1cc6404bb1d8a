package org.tosc.frontend.neuro.own;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.tosc.frontend.neuro.typed.Variable;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Diagnostic.Edit;
import org.tosc.tir.source.Span;

/// Passes on one diagnostic for each place: loops are followed twice.
final class Reports {
  private final Consumer<Diagnostic> report;
  private final Set<Span> reported = new HashSet<>();

  Reports(Consumer<Diagnostic> report) {
    this.report = report;
  }

  void once(Span span, Diagnostic diagnostic) {
    if (reported.add(span)) {
      report.accept(diagnostic);
    }
  }

  /// The edit that turns the `let` before a name into `var`.
  static List<Edit> declaredWithVar(Variable variable) {
    Span name = variable.span();
    String before = name.source().text().substring(0, name.start());
    int let = before.lastIndexOf("let");
    boolean isLet = let >= 0 && before.substring(let + 3).isBlank();
    Span place =
        isLet
            ? new Span(name.source(), let, let + 3)
            : new Span(name.source(), name.start(), name.start());
    return List.of(new Edit(place, isLet ? "var" : "var "));
  }
}
