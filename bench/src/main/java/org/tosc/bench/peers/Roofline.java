package org.tosc.bench.peers;

import java.util.List;
import java.util.Locale;

/// Measurements in a roofline diagram: operations per byte against operations per second, both
/// logarithmic; a line for the peak and one for each level of memory, a dot for each problem and
/// contender. As in Williams, Waterman, Patterson: “Roofline”, CACM 52(4), 2009.
final class Roofline {
  private static final int WIDTH = 960;
  private static final int HEIGHT = 600;
  private static final int LEFT = 70;
  private static final int RIGHT = 170;
  private static final int TOP = 40;
  private static final int BOTTOM = 60;
  private static final List<String> COLOURS =
      List.of("#1b6ca8", "#d1495b", "#2e933c", "#8d5fd3", "#e08e0b", "#0f9d9d", "#7a5c3e");

  private final StringBuilder svg = new StringBuilder();
  private final List<String> contenders;
  private final double leastIntensity = 0.05;
  private final double greatestIntensity = 512;
  private final double leastRate = 0.5;
  private final double greatestRate;

  private Roofline(double peak, List<String> contenders) {
    this.greatestRate = peak * 2;
    this.contenders = contenders;
  }

  /// The diagram as SVG: the same text for the same figures.
  static String of(Measurements measurements, Roof roof, String title) {
    List<String> contenders =
        measurements.problems().stream()
            .flatMap(p -> measurements.of(p).stream())
            .map(Measurements.Series::contender)
            .distinct()
            .sorted()
            .toList();
    Roofline roofline = new Roofline(roof.peak(), contenders);
    roofline.frame(title);
    roofline.roofs(roof);
    for (Problem problem : measurements.problems()) {
      measurements.of(problem).forEach(series -> roofline.dot(problem, series));
    }
    roofline.legend();
    return roofline.svg.append("</svg>\n").toString();
  }

  private void add(String line) {
    svg.append(line).append('\n');
  }

  private double x(double intensity) {
    return LEFT
        + (WIDTH - LEFT - RIGHT)
            * Math.log(intensity / leastIntensity)
            / Math.log(greatestIntensity / leastIntensity);
  }

  private double y(double rate) {
    return HEIGHT
        - BOTTOM
        - (HEIGHT - TOP - BOTTOM) * Math.log(rate / leastRate) / Math.log(greatestRate / leastRate);
  }

  private void frame(String title) {
    add(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
                + " font-family=\"sans-serif\" font-size=\"12\">",
            WIDTH,
            HEIGHT));
    add(
        String.format(
            Locale.ROOT, "<rect width=\"%d\" height=\"%d\" fill=\"white\"/>", WIDTH, HEIGHT));
    add(
        String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"22\" font-size=\"14\">%s</text>",
            LEFT,
            escaped(title)));
    for (double i = 0.0625; i <= greatestIntensity; i *= 4) {
      grid(x(i), TOP, x(i), HEIGHT - BOTTOM);
      add(
          String.format(
              Locale.ROOT,
              "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
              x(i),
              HEIGHT - BOTTOM + 18,
              i < 1 ? "1/" + Math.round(1 / i) : Long.toString(Math.round(i))));
    }
    for (double r = 1; r <= greatestRate; r *= 4) {
      grid(LEFT, y(r), WIDTH - RIGHT, y(r));
      add(
          String.format(
              Locale.ROOT,
              "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%d</text>",
              LEFT - 6,
              y(r) + 4,
              Math.round(r)));
    }
    add(
        String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">operations per byte</text>",
            (WIDTH - RIGHT + LEFT) / 2,
            HEIGHT - 18));
    add(
        String.format(
            Locale.ROOT,
            "<text x=\"12\" y=\"%d\" transform=\"rotate(-90 16 300)\">GFLOP/s</text>",
            HEIGHT / 2));
  }

  private void grid(double x1, double y1, double x2, double y2) {
    add(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#e4e4e4\"/>",
            x1,
            y1,
            x2,
            y2));
  }

  private void roofs(Roof roof) {
    double peak = roof.peak();
    for (Roof.Level level : Roof.Level.values()) {
      double bandwidth = roof.bandwidth(level);
      double start = Math.max(leastIntensity, leastRate / bandwidth);
      double ridge = peak / bandwidth;
      add(
          String.format(
              Locale.ROOT,
              "<polyline points=\"%.1f,%.1f %.1f,%.1f %.1f,%.1f\" fill=\"none\" stroke=\"#555\"/>",
              x(start),
              y(start * bandwidth),
              x(ridge),
              y(peak),
              x(greatestIntensity),
              y(peak)));
      add(
          String.format(
              Locale.ROOT,
              "<text x=\"%.1f\" y=\"%.1f\" fill=\"#555\">%s %.0f GB/s</text>",
              x(start) + 4,
              y(start * bandwidth) - 6,
              level,
              bandwidth));
    }
    add(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\" fill=\"#555\">peak %.0f"
                + " GFLOP/s</text>",
            x(greatestIntensity),
            y(peak) - 6,
            peak));
  }

  private void dot(Problem problem, Measurements.Series series) {
    double rate = problem.flops() / series.best() * 1e-3;
    add(
        String.format(
            Locale.ROOT,
            "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\" fill-opacity=\"0.75\"><title>%s"
                + " %s, %s: %s µs, %.1f GFLOP/s</title></circle>",
            x(problem.flops() / problem.bytes()),
            y(Math.max(leastRate, rate)),
            colour(series.contender()),
            problem.op(),
            problem.shape(),
            escaped(series.contender()),
            Table.micros(series.best()),
            rate));
  }

  private String colour(String contender) {
    return COLOURS.get(contenders.indexOf(contender) % COLOURS.size());
  }

  private void legend() {
    for (String contender : contenders) {
      int at = TOP + 20 * contenders.indexOf(contender) + 10;
      add(
          String.format(
              Locale.ROOT,
              "<circle cx=\"%d\" cy=\"%d\" r=\"5\" fill=\"%s\"/>",
              WIDTH - RIGHT + 20,
              at,
              colour(contender)));
      add(
          String.format(
              Locale.ROOT,
              "<text x=\"%d\" y=\"%d\">%s</text>",
              WIDTH - RIGHT + 32,
              at + 4,
              escaped(contender)));
    }
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
