package org.tosc.backends.machines.snitch.trace;

import java.util.List;
import java.util.Locale;
import org.tosc.backends.machines.snitch.trace.PipelineView.Cell;
import org.tosc.backends.machines.snitch.trace.PipelineView.Mark;
import org.tosc.backends.machines.snitch.trace.PipelineView.Row;

/// The lines of a [PipelineView] as SVG.
final class PipelinePicture {
  private static final int LEFT = 250;
  private static final int TOP = 64;
  private static final int STEP = 18;
  private static final int COLUMN = 14;
  private static final int GAP = 10;
  private static final int TICK = 10;
  private static final Mark[] MARKS = Mark.values();

  private final StringBuilder svg = new StringBuilder();
  private final int hart;
  private final long from;
  private final long to;

  PipelinePicture(int hart, long from, long to) {
    this.hart = hart;
    this.from = from;
    this.to = to;
  }

  String of(List<Row> rows, List<Row> streams) {
    int width = Math.max(LEFT + (int) (to - from) * COLUMN + 20, 940);
    int body = (rows.size() + streams.size()) * STEP + GAP;
    int height = TOP + body + 44;
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
            + " height=\"%d\" font-family=\"sans-serif\" font-size=\"11\">",
        width, height, width, height);
    add("<rect width=\"%d\" height=\"%d\" fill=\"white\"/>", width, height);
    add(
        "<text x=\"12\" y=\"22\" font-size=\"14\">Core %d, cycles %d to %d</text>",
        hart, from, to - 1);
    ticks(TOP + body);
    int y = TOP;
    for (Row row : rows) {
      row(row, y);
      y += STEP;
    }
    y += GAP;
    for (Row row : streams) {
      row(row, y);
      y += STEP;
    }
    legend(height - 18);
    return svg.append("</svg>\n").toString();
  }

  private void add(String line, Object... values) {
    svg.append(String.format(Locale.ROOT, line, values)).append('\n');
  }

  private int x(long cycle) {
    return LEFT + (int) (cycle - from) * COLUMN;
  }

  private void ticks(int bottom) {
    for (long cycle = from; cycle <= to; cycle++) {
      boolean labelled = cycle % TICK == 0;
      add(
          "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\"/>",
          x(cycle), TOP - 4, x(cycle), bottom, labelled ? "#c4c4c4" : "#f0f0f0");
      if (labelled && cycle < to) {
        add(
            "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" fill=\"#555\">%d</text>",
            x(cycle) + COLUMN / 2, TOP - 10, cycle);
      }
    }
  }

  private void row(Row row, int y) {
    add(
        "<text x=\"12\" y=\"%d\" font-family=\"monospace\" fill=\"%s\" xml:space=\"preserve\">"
            + "%s</text>",
        y + 12, row.isFloat() ? "#1b4f72" : "#333", escaped(shortened(row.label())));
    for (Cell cell : row.cells()) {
      cell(cell, y);
    }
  }

  private void cell(Cell cell, int y) {
    add(
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"2\" fill=\"%s\"><title>%d: %s"
            + "</title></rect>",
        x(cell.cycle()) + 1,
        y + 2,
        COLUMN - 2,
        STEP - 4,
        colour(cell.mark()),
        cell.cycle(),
        escaped(cell.text()));
  }

  private void legend(int y) {
    int at = 12;
    for (Mark mark : MARKS) {
      add(
          "<rect x=\"%d\" y=\"%d\" width=\"12\" height=\"12\" rx=\"2\" fill=\"%s\"/>",
          at, y - 10, colour(mark));
      add("<text x=\"%d\" y=\"%d\">%s</text>", at + 17, y, text(mark));
      at += 32 + 7 * text(mark).length();
    }
  }

  private static String text(Mark mark) {
    return switch (mark) {
      case ISSUE -> "issue, integer core";
      case FLOAT_ISSUE -> "issue, FPU";
      case FLIGHT -> "in the FPU";
      case RESULT -> "result";
      case WAIT -> "waits";
      case GRANTED -> "stream element";
      case CONFLICT -> "bank conflict";
    };
  }

  private static String colour(Mark mark) {
    return switch (mark) {
      case ISSUE -> "#555555";
      case FLOAT_ISSUE -> "#1b6ca8";
      case FLIGHT -> "#a9cde8";
      case RESULT -> "#2e933c";
      case WAIT -> "#f3c98b";
      case GRANTED -> "#7d5ba6";
      case CONFLICT -> "#d1495b";
    };
  }

  private static String shortened(String label) {
    int most = 34;
    return label.length() <= most ? label : label.substring(0, most - 1) + "…";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
