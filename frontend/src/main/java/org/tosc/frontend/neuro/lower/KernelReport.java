package org.tosc.frontend.neuro.lower;

import java.util.List;

/// What became of a kernel, for people: `tosc build --emit kernels`.
///
/// @param title the kernel and how it is used
/// @param rows a word and a text each: `grid`, `loop`, `epilogue`, `bounds`
public record KernelReport(String title, List<Row> rows) {
  public KernelReport {
    rows = List.copyOf(rows);
  }

  /// One line: what it is about, how deep it stands in loops, and the text.
  public record Row(String word, int depth, String text) {}

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(title).append('\n');
    for (Row row : rows) {
      text.append("  %-9s ".formatted(row.word()))
          .append("  ".repeat(row.depth()))
          .append(row.text())
          .append('\n');
    }
    return text.toString();
  }
}
