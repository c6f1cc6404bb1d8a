package org.tosc.bench.peers;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Measurements as a table in Markdown.
final class Table {
  private Table() {}

  /// @param roof what the machine can do; null where that could not be measured
  static String of(Measurements measurements, @Nullable Roof roof) {
    StringBuilder text =
        new StringBuilder(
            """
            | operation | shape | who | best µs | median µs | rate | of the limit | of the peak beside | to the best peer | to hand-written |
            |---|---|---|--:|--:|--:|--:|--:|--:|--:|
            """);
    for (Problem problem : measurements.problems()) {
      for (Measurements.Series series : measurements.of(problem)) {
        row(text, measurements, problem, series, roof);
      }
    }
    measurements
        .missing()
        .forEach(
            (who, why) ->
                text.append("\n").append(who).append(": ").append(String.join(", ", why)));
    return text.toString();
  }

  private static void row(
      StringBuilder text,
      Measurements measurements,
      Problem problem,
      Measurements.Series series,
      @Nullable Roof roof) {
    text.append(
        String.format(
            Locale.ROOT,
            "| %s | %s | %s | %s | %s | %s | %s | %s | %s | %s |%n",
            problem.op(),
            problem.shape(),
            series.contender(),
            micros(series.best()),
            micros(series.median()),
            rate(problem, series.best()),
            roof == null
                ? "not measured"
                : String.format(Locale.ROOT, "%.0f %%", 100 * roof.micros(problem) / series.best()),
            beside(problem, series),
            ratio(series, measurements.best(problem, Role.PEER)),
            ratio(series, measurements.best(problem, Role.BY_HAND))));
  }

  /// The share of the peak that was measured between the samples of the best time, and that peak.
  private static String beside(Problem problem, Measurements.Series series) {
    if (!problem.isContraction() || Double.isNaN(series.peak())) {
      return "";
    }
    double rate = problem.flops() / series.best() * 1e-3;
    return String.format(
        Locale.ROOT, "%.0f %% of %.0f GFLOP/s", 100 * rate / series.peak(), series.peak());
  }

  private static String ratio(Measurements.Series series, Measurements.@Nullable Series other) {
    double ratio = other == null ? Double.NaN : Measurements.ratio(series, other);
    return Double.isNaN(ratio) ? "" : String.format(Locale.ROOT, "%.2f", ratio);
  }

  /// Three digits or more.
  static String micros(double micros) {
    return String.format(
        Locale.ROOT, micros < 10 ? "%.3f" : micros < 100 ? "%.1f" : "%.0f", micros);
  }

  private static String rate(Problem problem, double micros) {
    return problem.isContraction()
        ? String.format(Locale.ROOT, "%.0f GFLOP/s", problem.flops() / micros * 1e-3)
        : String.format(Locale.ROOT, "%.1f GB/s", problem.bytes() / micros * 1e-3);
  }
}
