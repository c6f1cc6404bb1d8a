package org.tosc.frontend.neuro.lower;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What became of a kernel, for people: `tosc build --emit kernels`.
///
/// @param title the kernel and how it is used
/// @param rows a word and a text each: `grid`, `loop`, `epilogue`, `bounds`
/// @param grid the symbol of the function that is launched, for a kernel that is launched over a
///   grid: how its accesses are kept inside is told by whoever proves it; null for others
public record KernelReport(String title, List<Row> rows, @Nullable String grid) {
  public KernelReport {
    rows = List.copyOf(rows);
  }

  KernelReport(String title, List<Row> rows) {
    this(title, rows, null);
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
