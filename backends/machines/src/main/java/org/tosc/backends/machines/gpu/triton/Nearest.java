package org.tosc.backends.machines.gpu.triton;

import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.source.EditDistance;

/// The name that somebody may have meant.
final class Nearest {
  private Nearest() {}

  /// Words to add to a message; empty where no name is near.
  static String hint(String name, Collection<String> names) {
    String best = null;
    int least = Math.max(1, name.length() / 3) + 1;
    for (String other : names.stream().sorted().toList()) {
      int distance = EditDistance.of(name, other);
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
}
