package org.tosc.driver.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Makes a sequence of choices shorter and smaller while a property holds: drops runs of choices,
/// then makes single ones smaller.
final class Shrinker {
  private static final int TRIES = 400;

  private final Predicate<List<Integer>> holds;
  private List<Integer> best;
  private int left = TRIES;

  private Shrinker(List<Integer> start, Predicate<List<Integer>> holds) {
    this.best = start;
    this.holds = holds;
  }

  static List<Integer> shrink(List<Integer> start, Predicate<List<Integer>> holds) {
    Shrinker shrinker = new Shrinker(start, holds);
    List<Integer> before;
    do {
      before = shrinker.best;
      shrinker.shorten();
      shrinker.lessen();
    } while (!before.equals(shrinker.best) && shrinker.left > 0);
    return shrinker.best;
  }

  private void shorten() {
    for (int run = Math.max(1, best.size() / 2); run > 0; run /= 2) {
      for (int at = best.size() - run; at >= 0 && left > 0; at -= run) {
        List<Integer> shorter = new ArrayList<>(best);
        shorter.subList(at, Math.min(best.size(), at + run)).clear();
        accept(shorter);
        at = Math.min(at, best.size());
      }
    }
  }

  private void lessen() {
    for (int i = 0; i < best.size() && left > 0; i++) {
      int value = best.get(i);
      for (int smaller : new int[] {0, value / 2, value - 1}) {
        if (i < best.size() && smaller >= 0 && smaller < best.get(i)) {
          List<Integer> lesser = new ArrayList<>(best);
          lesser.set(i, smaller);
          accept(lesser);
        }
      }
    }
  }

  private void accept(List<Integer> candidate) {
    if (left-- > 0 && holds.test(candidate)) {
      best = List.copyOf(candidate);
    }
  }
}
