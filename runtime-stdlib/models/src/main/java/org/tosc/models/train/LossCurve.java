package org.tosc.models.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A run's losses as a picture (SVG): training as a thin line, validation as dots on a thick one.
public final class LossCurve {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 400;
  private static final int LEFT = 64;
  private static final int RIGHT = 16;
  private static final int TOP = 28;
  private static final int BOTTOM = 44;
  private static final int TICKS = 5;

  /// More points than this are drawn as means of neighbours.
  private static final int MOST_POINTS = 600;

  /// A loss that was measured.
  ///
  /// @param step after which it was measured
  public record Point(double step, double loss) {}

  private final double steps;
  private final double low;
  private final double high;
  private final StringBuilder out = new StringBuilder();

  private LossCurve(List<Point> all) {
    steps = Math.max(1, all.stream().mapToDouble(Point::step).max().orElse(1));
    double least = all.stream().mapToDouble(Point::loss).min().orElse(0);
    double most = all.stream().mapToDouble(Point::loss).max().orElse(1);
    low = least;
    high = most > least ? most : least + 1;
  }

  /// The picture as a text.
  ///
  /// @param history the loss of each step
  public static String svg(String title, List<Double> history, List<Point> validation) {
    List<Point> training = thinned(history);
    List<Point> all = new ArrayList<>(training);
    all.addAll(validation);
    all.removeIf(p -> !Double.isFinite(p.loss()));
    LossCurve curve = new LossCurve(all);
    curve.draw(title, training, validation);
    return curve.out.toString();
  }

  private static List<Point> thinned(List<Double> history) {
    int share = Math.max(1, (history.size() + MOST_POINTS - 1) / MOST_POINTS);
    List<Point> points = new ArrayList<>();
    for (int from = 0; from < history.size(); from += share) {
      List<Double> part = history.subList(from, Math.min(history.size(), from + share));
      double mean = part.stream().mapToDouble(Double::doubleValue).average().orElse(0);
      points.add(new Point(from + (part.size() + 1) / 2.0, mean));
    }
    return points;
  }

  private void draw(String title, List<Point> training, List<Point> validation) {
    line("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d'", WIDTH, HEIGHT);
    line(" font-family='sans-serif' font-size='12'>");
    line("<rect width='%d' height='%d' fill='white'/>", WIDTH, HEIGHT);
    line("<text x='%d' y='18' font-size='14'>%s</text>", LEFT, escaped(title));
    axes();
    path(training, "#4878a8", 1);
    path(validation, "#c44e52", 2);
    for (Point p : validation) {
      line("<circle cx='%.1f' cy='%.1f' r='3' fill='#c44e52'/>", x(p.step()), y(p.loss()));
    }
    legend(WIDTH - RIGHT - 150, "#4878a8", "training");
    if (!validation.isEmpty()) {
      legend(WIDTH - RIGHT - 75, "#c44e52", "validation");
    }
    line("</svg>");
  }

  private void axes() {
    double bottom = HEIGHT - BOTTOM;
    for (int i = 0; i <= TICKS; i++) {
      double loss = low + (high - low) * i / TICKS;
      double at = y(loss);
      line(
          "<path d='M%d %.1fH%d' stroke='#ddd'/><text x='%d' y='%.1f' text-anchor='end'>%.3g</text>",
          LEFT, at, WIDTH - RIGHT, LEFT - 6, at + 4, loss);
      double step = steps * i / TICKS;
      line(
          "<path d='M%.1f %.1fv4' stroke='black'/><text x='%.1f' y='%.1f'"
              + " text-anchor='middle'>%.0f</text>",
          x(step), bottom, x(step), bottom + 18, step);
    }
    line("<path d='M%d %dV%.1fH%d' fill='none' stroke='black'/>", LEFT, TOP, bottom, WIDTH - RIGHT);
    line("<text x='%d' y='%d' text-anchor='middle'>step</text>", WIDTH / 2, HEIGHT - 8);
    line(
        "<text x='14' y='%d' text-anchor='middle' transform='rotate(-90 14 %d)'>loss</text>",
        HEIGHT / 2, HEIGHT / 2);
  }

  private void legend(int x, String color, String text) {
    line("<path d='M%d 14h16' stroke='%s' stroke-width='2'/>", x, color);
    line("<text x='%d' y='18'>%s</text>", x + 20, text);
  }

  private void path(List<Point> points, String color, int width) {
    if (points.isEmpty()) {
      return;
    }
    StringBuilder d = new StringBuilder();
    for (Point p : points) {
      if (Double.isFinite(p.loss())) {
        d.append(d.isEmpty() ? "M" : "L");
        d.append(String.format(Locale.ROOT, "%.1f %.1f", x(p.step()), y(p.loss())));
      }
    }
    line("<path d='%s' fill='none' stroke='%s' stroke-width='%d'/>", d, color, width);
  }

  private double x(double step) {
    return LEFT + (WIDTH - LEFT - RIGHT) * step / steps;
  }

  private double y(double loss) {
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (loss - low) / (high - low);
  }

  private void line(String format, Object... arguments) {
    out.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
