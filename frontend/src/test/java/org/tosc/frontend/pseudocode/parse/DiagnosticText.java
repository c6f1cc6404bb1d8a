package org.tosc.frontend.pseudocode.parse;

import java.util.List;
import java.util.stream.Collectors;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// Diagnostics as plain lines, for golden files.
public final class DiagnosticText {
  private DiagnosticText() {}

  public static String of(List<Diagnostic> diagnostics) {
    return diagnostics.stream().map(DiagnosticText::of).collect(Collectors.joining());
  }

  private static String of(Diagnostic d) {
    StringBuilder text = new StringBuilder();
    text.append(d.code()).append(' ').append(range(d.span())).append(' ').append(d.message());
    d.labels().forEach(l -> line(text, range(l.span()) + " " + l.text()));
    d.notes().forEach(n -> line(text, "note: " + n));
    d.fixes().forEach(f -> line(text, "fix: " + f.title()));
    return text.append('\n').toString();
  }

  private static void line(StringBuilder text, String line) {
    text.append("\n  ").append(line);
  }

  private static String range(Span span) {
    return span.from() + "-" + span.to();
  }
}
