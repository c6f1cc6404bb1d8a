package org.tosc.models.convert;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// Which names of weights are like one that is none. (Suggestions for names of programs are the
/// front end's, on the other side of a wall.)
final class LikeNames {
  private static final int SHOWN = 3;

  private LikeNames() {}

  /// The nearest few by edit distance, the nearest first.
  static String of(String name, List<String> all) {
    return all.stream()
        .sorted(Comparator.comparingInt(each -> distance(name, each)))
        .limit(SHOWN)
        .map(each -> "`" + each + "`")
        .collect(Collectors.joining(", "));
  }

  /// How many characters are put in, left out or changed, at least.
  private static int distance(String a, String b) {
    int[] before = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      before[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] now = new int[b.length() + 1];
      now[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = before[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        now[j] = Math.min(changed, 1 + Math.min(before[j], now[j - 1]));
      }
      before = now;
    }
    return before[b.length()];
  }
}
