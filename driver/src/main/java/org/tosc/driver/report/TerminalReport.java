package org.tosc.driver.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Position;
import org.tosc.tir.source.Severity;
import org.tosc.tir.source.Span;

/// A diagnostic for a terminal: the message, the source lines it points at, notes, and the
/// corrected code of each fix.
///
/// ```text
/// error[E0401]: cannot multiply matrices [2, 3] and [4, 5]: axis 1 of the left (3) …
///  --> net.pseudo:3:5
///   |
/// 1 | a = ones([2, 3])
///   |          ------ the size 3 comes from here
/// 3 | c = a @ b
///   |     ^^^^^
/// help: transpose the right operand: `transpose(b)`
/// ```
public final class TerminalReport {
  private static final String RED = "\u001b[1;31m";
  private static final String YELLOW = "\u001b[1;33m";
  private static final String BLUE = "\u001b[1;34m";
  private static final String BOLD = "\u001b[1m";
  private static final String OFF = "\u001b[0m";
  private static final int WIDEST_LINE = 200;

  private final boolean color;

  /// A line to show and the spans on it.
  private record Mark(int line, int column, int length, String text, boolean primary) {}

  public TerminalReport(boolean color) {
    this.color = color;
  }

  public String render(Diagnostic d) {
    StringBuilder out = new StringBuilder();
    String severity = d.severity() == Severity.ERROR ? RED : YELLOW;
    out.append(paint(severity, d.severity().text() + "[" + d.code() + "]"));
    out.append(paint(BOLD, ": " + Controls.escape(d.message()))).append('\n');
    if (!d.span().isNone() && d.span().source().text().isEmpty()) {
      out.append(paint(BLUE, " --> ")).append(d.span().source().name()).append('\n');
    } else if (!d.span().isNone()) {
      snippet(out, d);
    }
    for (String note : d.notes()) {
      out.append(paint(BOLD, "note")).append(": ").append(Controls.escape(note)).append('\n');
    }
    for (Diagnostic.Fix fix : d.fixes()) {
      out.append(paint(BOLD, "help"))
          .append(": ")
          .append(Controls.escape(fix.title()))
          .append(corrected(fix))
          .append('\n');
    }
    return out.toString();
  }

  /// The line as the fix leaves it, where the fix stays on one line.
  private static String corrected(Diagnostic.Fix fix) {
    if (fix.edits().size() != 1) {
      return "";
    }
    Diagnostic.Edit edit = fix.edits().getFirst();
    Position from = edit.span().from();
    if (edit.span().isNone() || edit.span().to().line() != from.line()) {
      return "";
    }
    String line = edit.span().source().line(from.line());
    int start = edit.span().start() - edit.span().source().lineStart(from.line());
    int end = edit.span().end() - edit.span().source().lineStart(from.line());
    if (end > line.length() || line.length() > WIDEST_LINE || edit.replacement().contains("\n")) {
      return "";
    }
    String mended = line.substring(0, start) + edit.replacement() + line.substring(end);
    boolean visible = !mended.isBlank() && !mended.strip().equals(line.strip());
    return visible ? ": `" + Controls.escape(mended.strip()) + "`" : "";
  }

  private void snippet(StringBuilder out, Diagnostic d) {
    Position at = d.span().from();
    List<Mark> marks = marks(d);
    int width = Integer.toString(marks.getLast().line()).length();
    String gutter = " ".repeat(width);
    out.append(gutter)
        .append(paint(BLUE, "--> "))
        .append(d.span().source().name())
        .append(':')
        .append(at)
        .append('\n');
    out.append(gutter).append(paint(BLUE, " |")).append('\n');
    int shown = -1;
    for (Mark mark : marks) {
      if (mark.line() != shown) {
        if (shown >= 0 && mark.line() > shown + 1) {
          out.append(paint(BLUE, "...")).append('\n');
        }
        shown = mark.line();
        String number = Integer.toString(shown);
        out.append(paint(BLUE, " ".repeat(width - number.length()) + number + " |"));
        out.append(' ').append(line(d.span(), shown)).append('\n');
      }
      underline(out, gutter, mark, d.severity());
    }
    for (Diagnostic.Label label : d.labels()) {
      if (label.span().source() != d.span().source()) {
        out.append(gutter)
            .append(paint(BLUE, "--> "))
            .append(label.span())
            .append(": ")
            .append(Controls.escape(label.text()))
            .append('\n');
      }
    }
  }

  private static String line(Span span, int line) {
    String text = Controls.escape(span.source().line(line).replace('\t', ' '));
    return text.length() > WIDEST_LINE ? text.substring(0, WIDEST_LINE) + "…" : text;
  }

  private void underline(StringBuilder out, String gutter, Mark mark, Severity severity) {
    String sign = mark.primary() ? "^" : "-";
    String line = " ".repeat(Math.min(mark.column(), WIDEST_LINE)) + sign.repeat(mark.length());
    String color = !mark.primary() ? BLUE : severity == Severity.ERROR ? RED : YELLOW;
    out.append(gutter).append(paint(BLUE, " |")).append(' ');
    out.append(
            paint(color, line + (mark.text().isEmpty() ? "" : " " + Controls.escape(mark.text()))))
        .append('\n');
  }

  private static List<Mark> marks(Diagnostic d) {
    List<Mark> marks = new ArrayList<>();
    marks.add(mark(d.span(), "", true));
    for (Diagnostic.Label label : d.labels()) {
      if (label.span().source() == d.span().source()) {
        marks.add(mark(label.span(), label.text(), false));
      }
    }
    marks.sort(Comparator.comparingInt(Mark::line).thenComparingInt(Mark::column));
    return marks;
  }

  private static Mark mark(Span span, String text, boolean primary) {
    Position from = span.from();
    Position to = span.to();
    int lineLength = span.source().line(from.line()).length();
    int length =
        to.line() == from.line() ? to.column() - from.column() : lineLength - from.column() + 1;
    int fitting =
        Math.max(1, Math.min(length, WIDEST_LINE - Math.min(from.column(), WIDEST_LINE) + 1));
    return new Mark(from.line(), from.column() - 1, fitting, text, primary);
  }

  private String paint(String code, String text) {
    return color ? code + text + OFF : text;
  }
}
