package org.tosc.rt.builtin;

import org.tosc.rt.error.Errors;
import org.tosc.rt.ops.Show;
import org.tosc.rt.value.ListValue;
import org.tosc.rt.value.Text;

/// Comma-separated values (RFC 4180): cells may be quoted, a quote in a quoted cell is doubled; nil
/// is an empty cell.
final class Csv {
  private Csv() {}

  static ListValue parse(String text, String separator) {
    char between = separator(separator);
    ListValue rows = new ListValue();
    ListValue row = new ListValue();
    StringBuilder cell = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"' && cell.isEmpty()) {
        at = quoted(text, at, cell);
        continue;
      }
      at++;
      if (c == between) {
        row.add(Text.of(cell.toString()));
        cell.setLength(0);
      } else if (c == '\n' || c == '\r') {
        at += c == '\r' && at < text.length() && text.charAt(at) == '\n' ? 1 : 0;
        row.add(Text.of(cell.toString()));
        cell.setLength(0);
        rows.add(row);
        row = new ListValue();
      } else {
        cell.append(c);
      }
    }
    if (row.size() > 0 || !cell.isEmpty()) {
      row.add(Text.of(cell.toString()));
      rows.add(row);
    }
    return rows;
  }

  private static char separator(String separator) {
    if (separator.length() != 1) {
      throw Errors.value("a CSV separator is one character, found " + Show.quote(separator));
    }
    return separator.charAt(0);
  }

  // Reads a quoted cell from its opening quote; returns the position after the closing one.
  private static int quoted(String text, int from, StringBuilder cell) {
    int at = from + 1;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c != '"') {
        cell.append(c);
      } else if (at < text.length() && text.charAt(at) == '"') {
        cell.append('"');
        at++;
      } else {
        return at;
      }
    }
    throw Errors.parse("the CSV text ends inside a quoted cell");
  }

  static String write(ListValue rows, String separator) {
    separator(separator);
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      ListValue row = Args.elements("csv_stringify", rows.get(i));
      for (int j = 0; j < row.size(); j++) {
        Object value = row.get(j);
        String text = value == null ? "" : Show.text(value);
        out.append(j == 0 ? "" : separator).append(cell(text, separator));
      }
      out.append('\n');
    }
    return out.toString();
  }

  private static String cell(String text, String separator) {
    boolean quote =
        text.contains(separator)
            || text.indexOf('"') >= 0
            || text.indexOf('\n') >= 0
            || text.indexOf('\r') >= 0;
    return quote ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
  }
}
