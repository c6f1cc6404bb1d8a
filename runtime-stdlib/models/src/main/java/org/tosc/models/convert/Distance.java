package org.tosc.models.convert;

/// Measures how far numbers are from what they were, in binary64.
final class Distance {
  private double largest;
  private double squares;
  private double squaresBefore;
  private long count;

  /// Adds elements.
  void add(float[] before, float[] after, int n) {
    for (int i = 0; i < n; i++) {
      // Equal infinities are no distance apart, although their difference is not a number.
      double d = before[i] == after[i] ? 0 : (double) before[i] - after[i];
      largest = Math.max(largest, Math.abs(d));
      squares += d * d;
      squaresBefore += (double) before[i] * before[i];
    }
    count += n;
  }

  double largest() {
    return largest;
  }

  double rms() {
    return count == 0 ? 0 : Math.sqrt(squares / count);
  }

  double relative() {
    return squaresBefore == 0 ? 0 : Math.sqrt(squares / squaresBefore);
  }
}
