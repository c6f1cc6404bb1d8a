package org.tosc.backends.machines.gpu.cost;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.tosc.backends.machines.gpu.tile.Grid;
import org.tosc.backends.machines.gpu.tile.Rate;

/// What a launch takes on a GPU.
///
/// @param counted how many programs were counted for it
/// @param counts of the average program
public record Report(
    Gpu gpu,
    Grid grid,
    int warps,
    int stages,
    boolean isOverlapped,
    int counted,
    Counts counts,
    Estimate estimate) {
  private static final double MICRO = 1e6;
  private static final double MEGA = 1e-6;
  private static final double TERA = 1e-12;
  private static final double PERCENT = 100;

  /// As lines of text, with a line end behind each.
  public String text() {
    Estimate e = estimate;
    StringBuilder text = new StringBuilder();
    line(text, "gpu", "%s, %d multiprocessors", gpu.name(), gpu.multiprocessors());
    line(
        text,
        "grid",
        "%s, %d warps, %d stages%s",
        grid,
        warps,
        stages,
        isOverlapped ? ", products in warps of their own" : "");
    line(text, "time", "%.2f us, limited by %s", e.seconds() * MICRO, e.side().text());
    line(
        text,
        "occupancy",
        "%d programs of a multiprocessor, limited by %s (%d registers, %d bytes shared)",
        e.occupancy().programs(),
        e.occupancy().limit().text(),
        e.occupancy().registers(),
        e.occupancy().sharedBytes());
    line(text, "waves", "%.2f", e.waves());
    double all = Math.max(1, Math.max(Math.max(e.tensor(), e.shared()), e.vector()));
    line(
        text,
        "pipes",
        "tensor %.0f %%, vector %.0f %% (functions %.0f %%), shared memory %.0f %%",
        PERCENT * e.tensor() / all,
        PERCENT * e.vector() / all,
        PERCENT * e.special() / all,
        PERCENT * e.shared() / all);
    line(
        text,
        "memory",
        "%.3f MB of %.3f MB, %.2f TB/s",
        e.memoryBytes() * MEGA,
        e.cacheBytes() * MEGA,
        e.memoryBytes() / e.seconds() * TERA);
    line(text, "products", "%s", products());
    line(text, "counted", "%d of %d programs", counted, grid.size());
    return text.toString();
  }

  private String products() {
    if (estimate.flops() == 0) {
      return "none";
    }
    String kinds =
        counts.flops().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(entry -> entry.getKey().text())
            .collect(Collectors.joining(", "));
    double rate = estimate.flops() / estimate.seconds() * TERA;
    return String.format(Locale.ROOT, "%s, %.1f TFLOP/s", kinds, rate);
  }

  private static void line(StringBuilder text, String what, String format, Object... values) {
    text.append(String.format(Locale.ROOT, "%-10s ", what));
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  /// Operations of products in a second, of one kind.
  public double flopsPerSecond(Rate rate) {
    double flops = counts.flops().getOrDefault(rate, 0.0) * grid.size();
    return flops / estimate.seconds();
  }
}
