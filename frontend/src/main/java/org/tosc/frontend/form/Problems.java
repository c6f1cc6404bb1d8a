package org.tosc.frontend.form;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// Collects diagnostics. What the grammar has reported at a place is not reported there again.
public final class Problems {
  private final List<Diagnostic> list = new ArrayList<>();

  public void add(Diagnostic diagnostic) {
    boolean known =
        list.stream().anyMatch(d -> d.isError() && d.span().start() == diagnostic.span().start());
    if (!known) {
      list.add(diagnostic);
    }
  }

  public void add(Code code, Span span, String message) {
    add(Diagnostic.of(code, span, message));
  }

  public List<Diagnostic> sorted() {
    list.sort(Comparator.comparingInt(d -> d.span().start()));
    return List.copyOf(list);
  }
}
