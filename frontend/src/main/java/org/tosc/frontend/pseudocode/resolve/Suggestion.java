package org.tosc.frontend.pseudocode.resolve;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds the name that a misspelt one was meant to be.
public final class Suggestion {
  private Suggestion() {}

  /// The candidate nearest by edit distance with exchanges (optimal string alignment), at most a
  /// third of the name's length away; ties go to the first in alphabetical order.
  public static Optional<String> nearest(String name, Stream<String> candidates) {
    int limit = Math.max(1, name.length() / 3);
    return candidates
        .distinct()
        .filter(c -> Math.abs(c.length() - name.length()) <= limit && !c.equals(name))
        .filter(c -> distance(name, c) <= limit)
        .min(Comparator.<String>comparingInt(c -> distance(name, c)).thenComparing(c -> c));
  }

  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        d[i][j] = i == 0 ? j : j == 0 ? i : step(d, a, b, i, j);
      }
    }
    return d[a.length()][b.length()];
  }

  private static int step(int[][] d, String a, String b, int i, int j) {
    int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int best = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + same);
    boolean exchanged =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return exchanged ? Math.min(best, d[i - 2][j - 2] + 1) : best;
  }
}
