package org.tosc.driver.measure;

import java.util.List;

/// Times of single calls in nanoseconds, shortest first.
///
/// @param batch how many calls each was the mean of
public record Samples(List<Double> sorted, int batch) {
  public Samples {
    sorted = sorted.stream().sorted().toList();
    if (sorted.isEmpty()) {
      throw new IllegalArgumentException("no samples");
    }
  }

  public double best() {
    return sorted.getFirst();
  }

  public double median() {
    return quantile(0.5);
  }

  /// The time that this part of the samples does not exceed; between neighbours by a straight line.
  public double quantile(double part) {
    double at = part * (sorted.size() - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.size() - 1);
    return sorted.get(below) + (at - below) * (sorted.get(above) - sorted.get(below));
  }

  /// Half of what lies between the first and the last tenth, in parts of the median.
  public double spread() {
    return (quantile(0.9) - quantile(0.1)) / 2 / median();
  }
}
