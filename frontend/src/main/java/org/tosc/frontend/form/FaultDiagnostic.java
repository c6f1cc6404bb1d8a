package org.tosc.frontend.form;

import java.util.List;
import org.tosc.grammar.SyntaxFault;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;
import org.tosc.tir.source.Span;

/// A fault of the grammar as a diagnostic: its row's words, filled in.
public final class FaultDiagnostic {
  /// Longer found text says nothing more.
  private static final int SHOWN = 24;

  private FaultDiagnostic() {}

  public static Diagnostic of(SyntaxFault fault, FaultRow row, Source source) {
    Span span = span(source, fault.offset(), fault.length());
    Diagnostic diagnostic = Diagnostic.of(row.code(), span, message(row.message(), fault));
    diagnostic = labelled(diagnostic, fault, source);
    String note = row.note();
    diagnostic = note == null ? diagnostic : diagnostic.note(note);
    SyntaxFault.Edit edit = fault.edit();
    return edit == null ? diagnostic : fixed(diagnostic, edit, source);
  }

  /// Points at what is open around the fault, unless the reader sees it on the same line.
  private static Diagnostic labelled(Diagnostic diagnostic, SyntaxFault fault, Source source) {
    SyntaxFault.Construct opener = fault.enclosing();
    if (opener == null || opener.word().isBlank()) {
      return diagnostic;
    }
    boolean sameLine =
        source.position(opener.offset()).line() == source.position(fault.offset()).line();
    boolean written = source.text().startsWith(opener.word(), opener.offset());
    return sameLine || !written
        ? diagnostic
        : diagnostic.label(
            span(source, opener.offset(), opener.word().length()),
            "`" + opener.word() + "` begins here");
  }

  private static Diagnostic fixed(Diagnostic diagnostic, SyntaxFault.Edit edit, Source source) {
    Span at = span(source, edit.offset(), edit.length());
    return diagnostic.fix(
        title(at.text(), edit.replacement()), List.of(new Diagnostic.Edit(at, edit.replacement())));
  }

  private static String title(String old, String replacement) {
    String visible = replacement.strip();
    if (replacement.isEmpty() && old.isBlank()) {
      return "remove the space";
    }
    if (replacement.isEmpty()) {
      return "remove " + quoted(old.strip());
    }
    if (visible.isEmpty()) {
      String what = replacement.isBlank() && replacement.contains("\n") ? "a line end" : "a space";
      return old.isEmpty() ? "insert " + what : "change the space";
    }
    return old.isBlank()
        ? "insert " + quoted(visible)
        : "replace " + quoted(old.strip()) + " by " + quoted(visible);
  }

  private static String message(String template, SyntaxFault fault) {
    SyntaxFault.Construct opener = fault.enclosing();
    String found = found(fault);
    String word = opener == null || opener.word().equals("file") ? null : quoted(opener.word());
    return template
        .replace("{found}", found)
        .replace("{opener}", word == null ? found : word)
        .replace("{expected}", expected(fault.expected()));
  }

  private static String found(SyntaxFault fault) {
    return switch (fault.found()) {
      case "end of file", "end of line" -> "the " + fault.found();
      case String text when text.isBlank() -> "nothing";
      case String text -> quoted(text);
    };
  }

  private static String expected(List<String> expected) {
    return switch (expected.size()) {
      case 0 -> "something else";
      case 1 -> expected.getFirst();
      default ->
          String.join(", ", expected.subList(0, expected.size() - 1)) + " or " + expected.getLast();
    };
  }

  private static String quoted(String text) {
    String line = text.lines().findFirst().orElse("");
    boolean whole = line.length() == text.length() && line.length() <= SHOWN;
    int cut = Math.min(line.length(), SHOWN);
    return "`" + (whole ? text : line.substring(0, cut) + "…") + "`";
  }

  private static Span span(Source source, int offset, int length) {
    int end = source.text().length();
    int start = Math.clamp(offset, 0, end);
    return source.span(start, Math.clamp(offset + (long) length, start, end));
  }
}
