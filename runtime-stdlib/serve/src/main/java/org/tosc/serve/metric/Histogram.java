package org.tosc.serve.metric;

import java.util.Locale;

/// How often values came to lie below some bounds.
final class Histogram {
  private final double[] bounds;
  private final long[] counts;
  private long count;
  private double sum;

  Histogram(double... bounds) {
    this.bounds = bounds.clone();
    this.counts = new long[bounds.length];
  }

  synchronized void add(double value) {
    count++;
    sum += value;
    for (int i = 0; i < bounds.length; i++) {
      if (value <= bounds[i]) {
        counts[i]++;
      }
    }
  }

  /// @param labels such as `model="m"`
  synchronized void write(String name, String labels, StringBuilder out) {
    for (int i = 0; i < bounds.length; i++) {
      line(out, name + "_bucket", labels + ",le=\"" + number(bounds[i]) + "\"", (double) counts[i]);
    }
    line(out, name + "_bucket", labels + ",le=\"+Inf\"", (double) count);
    line(out, name + "_sum", labels, sum);
    line(out, name + "_count", labels, (double) count);
  }

  static void line(StringBuilder out, String name, String labels, double value) {
    out.append(name);
    if (!labels.isEmpty()) {
      out.append('{').append(labels).append('}');
    }
    out.append(' ').append(number(value)).append('\n');
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.format(Locale.ROOT, "%.0f", value)
        : Double.toString(value);
  }
}
