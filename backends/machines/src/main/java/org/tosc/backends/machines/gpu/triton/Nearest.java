package org.tosc.backends.machines.gpu.triton;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/// The name that somebody may have meant.
final class Nearest {
  private Nearest() {}

  /// Words to add to a message; empty where no name is near.
  static String hint(String name, Collection<String> names) {
    String best = null;
    int least = Math.max(1, name.length() / 3) + 1;
    for (String other : names.stream().sorted().toList()) {
      int distance = distance(name, other);
      if (distance < least) {
        least = distance;
        best = other;
      }
    }
    return words(best);
  }

  private static String words(@Nullable String best) {
    return best == null ? "" : ", did you mean `" + best + "`?";
  }

  /// How many characters are to be put in, left out or changed (Levenshtein).
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
