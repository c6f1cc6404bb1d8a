package org.tosc.driver.compare;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How an engine compares with the interpreter in one function.
///
/// @param target the engine
/// @param way `operations`, as programs call it, or `kernels`, compiled as a whole
/// @param inputs how many examples were tried
/// @param elements how many were compared
/// @param open how many were not, because nothing can be said of them
/// @param different how many are too far apart
/// @param worst the largest part of what is allowed that was used
/// @param first the first element that is too far apart, or null
/// @param other what differs besides elements: errors, shapes; or empty
public record Agreed(
    String function,
    String target,
    String way,
    int inputs,
    long elements,
    long open,
    long different,
    double worst,
    @Nullable Difference first,
    String other) {
  public boolean holds() {
    return different == 0 && other.isEmpty();
  }

  @Override
  public String toString() {
    String who = function + ": " + target + " (" + way + ")";
    if (!other.isEmpty()) {
      return who + " differs from interp: " + other;
    }
    if (first != null) {
      return String.format(
          Locale.ROOT,
          "%s differs from interp in %d of %d elements%n  %s",
          who,
          different,
          elements,
          first);
    }
    String rest = open == 0 ? "" : String.format(Locale.ROOT, "; %d not comparable", open);
    return String.format(
        Locale.ROOT,
        "%s agrees: %d inputs, %d elements, at most %.3g of what is allowed%s",
        who,
        inputs,
        elements,
        worst,
        rest);
  }
}
