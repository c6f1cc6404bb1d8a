package org.tosc.bench.yardstick;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How near each goal is to what its row asks for, as SVG: a line for each row, a dot for each goal
/// at its value in parts of the bound of `good` (of `must` where it has no other), logarithmic, so
/// that what is to the right of the middle is reached. The colour is the column that it reaches.
final class Chart {
  private static final int WIDTH = 1000;
  private static final int LEFT = 300;
  private static final int RIGHT = 130;
  private static final int TOP = 70;
  private static final int STEP = 26;

  /// What lies farther off stands at the edge.
  private static final double MOST = 4;

  private final StringBuilder svg = new StringBuilder();
  private final int height;

  private Chart(int rows) {
    height = TOP + rows * STEP + 40;
  }

  /// The same text for the same figures.
  static String of(List<JudgedRow> rows, String title) {
    Chart chart = new Chart(rows.size());
    chart.frame(title);
    for (int i = 0; i < rows.size(); i++) {
      chart.row(rows.get(i), TOP + i * STEP + STEP / 2);
    }
    return chart.svg.append("</svg>\n").toString();
  }

  private void add(String line, Object... values) {
    svg.append(String.format(Locale.ROOT, line, values)).append('\n');
  }

  private static double x(double nearness) {
    double inside = Math.clamp(nearness, 1 / MOST, MOST);
    return LEFT + (WIDTH - LEFT - RIGHT) * (0.5 + Math.log(inside) / Math.log(MOST) / 2);
  }

  private void frame(String title) {
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
            + " font-family=\"sans-serif\" font-size=\"12\">",
        WIDTH, height);
    add("<rect width=\"%d\" height=\"%d\" fill=\"white\"/>", WIDTH, height);
    add("<text x=\"12\" y=\"22\" font-size=\"14\">%s</text>", escaped(title));
    double[] ticks = {0.25, 0.5, 0.8, 1, 1.25, 2, 4};
    for (double tick : ticks) {
      add(
          "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"%s\"/>",
          x(tick), TOP - 6, x(tick), height - 34, tick == 1 ? "#555" : "#e4e4e4");
      add(
          "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
          x(tick), TOP - 12, tick == 1 ? "goal" : String.format(Locale.ROOT, "%.3g×", tick));
    }
    int at = LEFT;
    for (Level level : Level.values()) {
      add("<circle cx=\"%d\" cy=\"%d\" r=\"4\" fill=\"%s\"/>", at, height - 14, colour(level));
      add("<text x=\"%d\" y=\"%d\">reaches %s</text>", at + 8, height - 10, level.text());
      at += 130;
    }
    add("<circle cx=\"%d\" cy=\"%d\" r=\"4\" fill=\"%s\"/>", at, height - 14, colour(null));
    add("<text x=\"%d\" y=\"%d\">none</text>", at + 8, height - 10);
  }

  private void row(JudgedRow row, int y) {
    add("<text x=\"12\" y=\"%d\">%s</text>", y + 4, escaped(row.row().area()));
    add(
        "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#f0f0f0\"/>",
        LEFT, y, WIDTH - RIGHT, y);
    for (Judged judged : row.measured()) {
      Level asked = judged.goal().bounds().has(Level.GOOD) ? Level.GOOD : Level.MUST;
      add(
          "<circle cx=\"%.1f\" cy=\"%d\" r=\"4\" fill=\"%s\" fill-opacity=\"0.75\"><title>%s: %s,"
              + " %s asks for %s</title></circle>",
          x(judged.nearness(asked)),
          y,
          colour(judged.reached()),
          escaped(judged.goal().what()),
          judged.goal().comparison().text(judged.value()),
          asked.text(),
          judged.goal().comparison().text(judged.goal().bounds().at(asked)));
    }
    add(
        "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>",
        WIDTH - RIGHT + 12, y + 4, colour(row.reached()), row.verdict());
  }

  private static String colour(@Nullable Level level) {
    return level == null
        ? "#d1495b"
        : switch (level) {
          case MUST -> "#e08e0b";
          case GOOD -> "#2e933c";
          case STRETCH -> "#1b6ca8";
        };
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
