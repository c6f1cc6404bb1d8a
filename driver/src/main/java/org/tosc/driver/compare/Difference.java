package org.tosc.driver.compare;

import java.util.List;
import java.util.Locale;

/// An element in which engines are farther apart than their operations allow.
///
/// @param result which of the function's results, from 0
/// @param index of the element
/// @param allowed how far it may be
public record Difference(
    Example example, int result, List<Long> index, double expected, double found, double allowed) {
  public Difference {
    index = List.copyOf(index);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "input %d (%s), result %d, element %s: %s expected, %s found, %.3g apart, allowed %.3g",
        example.number(),
        example.what(),
        result,
        index,
        expected,
        found,
        Math.abs(expected - found),
        allowed);
  }
}
