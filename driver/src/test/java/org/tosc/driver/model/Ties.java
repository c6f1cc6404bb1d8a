package org.tosc.driver.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Rounds numbers to whole ones and remembers which lay nearest to the middle of two: `f32` and
/// `double`, a few units of the last place apart, may round these to different ones.
final class Ties {
  private final Set<Integer> flipped;
  private final List<Near> near = new ArrayList<>();
  private int count;

  /// A number that was rounded.
  ///
  /// @param number which of them, from 0 on
  /// @param distance from the middle, in steps
  private record Near(int number, double distance) {}

  private Ties(Set<Integer> flipped) {
    this.flipped = flipped;
  }

  /// Rounds all numbers to the nearest.
  static Ties none() {
    return new Ties(Set.of());
  }

  /// Rounds as these do, but one more number to the other side.
  Ties flipping(int number) {
    Set<Integer> more = new HashSet<>(flipped);
    more.add(number);
    return new Ties(more);
  }

  double round(double x) {
    double nearest = Math.rint(x);
    near.add(new Near(count, 0.5 - Math.abs(x - nearest)));
    return flipped.contains(count++) ? nearest + Math.signum(x - nearest) : nearest;
  }

  /// The numbers that lay nearest to the middle, the nearest first.
  List<Integer> nearest(int most) {
    return near.stream()
        .sorted(Comparator.comparingDouble(Near::distance))
        .limit(most)
        .map(Near::number)
        .toList();
  }
}
