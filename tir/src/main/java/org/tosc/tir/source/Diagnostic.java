package org.tosc.tir.source;

import java.util.ArrayList;
import java.util.List;

/// One thing to tell the user: what is wrong, where, why, and how to mend it.
///
/// The message is lower case without a full stop, stands alone, speaks in the user's words and says
/// what was expected; labels are short; notes explain; fixes are edits.
///
/// ```java
/// Diagnostic.of(Code.E0401, span, "cannot multiply [2, 3] by [4, 5]")
///     .label(left.span(), "this has 3 columns")
///     .note("the inner sizes of `@` must agree")
///     .fix("transpose the right operand", List.of(new Edit(right.span(), "transpose(b)")));
/// ```
public record Diagnostic(
    Code code,
    Severity severity,
    String message,
    Span span,
    List<Label> labels,
    List<String> notes,
    List<Fix> fixes) {

  public Diagnostic {
    labels = List.copyOf(labels);
    notes = List.copyOf(notes);
    fixes = List.copyOf(fixes);
  }

  /// A second place that matters, with a short remark.
  public record Label(Span span, String text) {}

  /// A replacement of the text at a span.
  public record Edit(Span span, String replacement) {}

  /// A named set of edits that mends the fault.
  public record Fix(String title, List<Edit> edits) {
    public Fix {
      edits = List.copyOf(edits);
    }
  }

  public static Diagnostic of(Code code, Span span, String message) {
    return new Diagnostic(code, code.severity(), message, span, List.of(), List.of(), List.of());
  }

  public Diagnostic label(Span at, String text) {
    return new Diagnostic(
        code, severity, message, span, plus(labels, new Label(at, text)), notes, fixes);
  }

  public Diagnostic note(String text) {
    return new Diagnostic(code, severity, message, span, labels, plus(notes, text), fixes);
  }

  public Diagnostic fix(String title, List<Edit> edits) {
    return new Diagnostic(
        code, severity, message, span, labels, notes, plus(fixes, new Fix(title, edits)));
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }

  private static <T> List<T> plus(List<T> list, T item) {
    List<T> longer = new ArrayList<>(list);
    longer.add(item);
    return longer;
  }
}
