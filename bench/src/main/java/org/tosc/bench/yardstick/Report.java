package org.tosc.bench.yardstick;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Judged rows as tables in Markdown.
final class Report {
  private static final String NONE = "–";

  private Report() {}

  /// Less than this of twice one thread's multiply-adds is not two processors.
  private static final double TWO = 0.85;

  /// A line where two threads did not have two processors; nothing where they had.
  ///
  /// @param one the best rate of multiply-adds of one thread in the run
  /// @param two that of two threads
  static String doubt(double one, double two) {
    return two >= TWO * 2 * one
        ? ""
        : String.format(
            Locale.ROOT,
            "two threads had %.2f times the multiply-adds of one: their figures say little\n",
            two / one);
  }

  /// A line for each row: how many of its goals hold, and what keeps it from the next column.
  static String summary(List<JudgedRow> rows) {
    StringBuilder text =
        new StringBuilder(
            """
            | row | | reaches | measured | must | good | stretch | farthest from the next |
            |---|---|---|--:|--:|--:|--:|---|
            """);
    for (JudgedRow row : rows) {
      text.append(
          cells(
              row.row().id(),
              row.row().area(),
              row.verdict(),
              "%d of %d".formatted(row.measured().size(), row.asked()),
              held(row, Level.MUST),
              held(row, Level.GOOD),
              held(row, Level.STRETCH),
              farthest(row)));
    }
    return text.toString();
  }

  /// How many goals hold what a column asks for, of those that it asks and that were measured.
  private static String held(JudgedRow row, Level level) {
    List<Judged> asked = row.measured().stream().filter(j -> j.goal().bounds().has(level)).toList();
    long held = asked.stream().filter(j -> j.holds(level)).count();
    return asked.isEmpty() ? NONE : held + " of " + asked.size();
  }

  private static String farthest(JudgedRow row) {
    if (row.measured().isEmpty()) {
      return reason(row);
    }
    Level next = row.next();
    Judged worst = row.worst();
    return next == null || worst == null
        ? NONE
        : "%s: %s, %s asks for %s"
            .formatted(
                worst.goal().what(),
                text(worst, worst.value()),
                next.text(),
                text(worst, worst.goal().bounds().at(next)));
  }

  private static String reason(JudgedRow row) {
    List<String> reasons = new ArrayList<>();
    row.row().gaps().forEach(gap -> reasons.add(gap.why()));
    row.goals().forEach(goal -> reasons.add(String.valueOf(goal.why())));
    return reasons.stream().distinct().collect(Collectors.joining("; "));
  }

  /// A line for each goal and each gap.
  static String details(List<JudgedRow> rows) {
    StringBuilder text =
        new StringBuilder(
            """
            | row | what | ours | peer or limit | value | must | good | stretch | reaches | judged by |
            |---|---|--:|--:|--:|--:|--:|--:|---|---|
            """);
    for (JudgedRow row : rows) {
      String id = row.row().id();
      for (Judged judged : row.goals()) {
        text.append(line(id, judged));
      }
      for (Gap gap : row.row().gaps()) {
        text.append(
            cells(id, gap.what(), "", "", "", "", "", "", "not measured: " + gap.why(), ""));
      }
    }
    return text.toString();
  }

  private static String line(String id, Judged judged) {
    Goal goal = judged.goal();
    return cells(
        id,
        goal.what(),
        time(judged.ours()),
        time(judged.other()),
        text(judged, judged.value()),
        text(judged, goal.bounds().must()),
        text(judged, goal.bounds().good()),
        text(judged, goal.bounds().stretch()),
        judged.verdict(),
        goal.how());
  }

  private static String time(double micros) {
    return Double.isNaN(micros) ? "" : Units.time(micros);
  }

  private static String text(Judged judged, double value) {
    return Double.isNaN(value) ? "" : judged.goal().comparison().text(value);
  }

  private static String cells(String... cells) {
    return List.of(cells).stream()
        .map(cell -> cell.replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
