package org.tosc.tir.text;

import org.tosc.tir.ir.Module;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;

/// The layout of the text form. A text becomes what [Printer] makes of its module; one that has
/// comments or places (`loc`), which a module does not keep, keeps its lines, and only their
/// indentation changes.
public final class TirFormatter {
  private static final String STEP = "  ";

  private final StringBuilder out = new StringBuilder();
  private int depth;
  private boolean inString;
  private int blankLines;

  private TirFormatter() {}

  /// The whole text in its layout, or why it does not parse.
  public sealed interface Result {
    record Text(String text) implements Result {}

    record Refused(Diagnostic diagnostic) implements Result {}
  }

  public static Result format(Source source) {
    return switch (Reader.read(source)) {
      case Reader.Result.Refused(var diagnostic) -> new Result.Refused(diagnostic);
      case Reader.Result.Read(var module) -> new Result.Text(text(source.text(), module));
    };
  }

  private static String text(String text, Module module) {
    boolean isKept = mentions(text, "//") || mentions(text, "loc");
    return isKept ? new TirFormatter().lines(text) : Printer.print(module);
  }

  /// Whether a word stands outside of strings.
  private static boolean mentions(String text, String word) {
    boolean inside = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (inside && c == '\\') {
        i++;
      } else if (c == '"') {
        inside = !inside;
      } else if (!inside && text.startsWith(word, i)) {
        return true;
      }
    }
    return false;
  }

  private String lines(String text) {
    for (String line : text.split("\\R", -1)) {
      line(line);
    }
    return out.toString();
  }

  private void line(String line) {
    if (inString) {
      out.append(line).append('\n');
      scan(line);
      return;
    }
    String content = line.strip();
    if (content.isEmpty()) {
      blankLines++;
      return;
    }
    out.append(blankLines > 0 && !out.isEmpty() ? "\n" : "");
    blankLines = 0;
    int closing = 0;
    while (closing < content.length() && content.charAt(closing) == '}') {
      closing++;
    }
    out.append(STEP.repeat(Math.max(0, depth - closing))).append(content).append('\n');
    scan(content);
  }

  /// Follows braces and strings to the end of a line.
  private void scan(String line) {
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (inString && c == '\\') {
        i++;
      } else if (c == '"') {
        inString = !inString;
      } else if (!inString && line.startsWith("//", i)) {
        return;
      } else if (!inString && (c == '{' || c == '}')) {
        depth += c == '{' ? 1 : -1;
      }
    }
  }
}
