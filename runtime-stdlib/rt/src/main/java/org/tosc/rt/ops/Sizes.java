package org.tosc.rt.ops;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;

/// The sizes that an annotation states: `768`, `batch`, `2 * d`, `n + h div 2`. As everywhere, `*`
/// and `div` bind tighter than `+` and `-`.
final class Sizes {
  /// What a size is where one of its names, or any at all, is not known.
  static final long UNKNOWN = -1;

  private Sizes() {}

  /// Whether a size is computed, not a number or a name alone.
  static boolean isComputed(String dim) {
    return dim.indexOf(' ') >= 0;
  }

  /// The size, given those of names; UNKNOWN where a name has none, and where the number would be
  /// negative, divided by zero or too large.
  static long of(String dim, Map<String, Long> names) {
    Iterator<String> words = Arrays.asList(dim.split(" ", -1)).iterator();
    try {
      long sum = 0;
      long product = word(words.next(), names);
      int sign = 1;
      while (product != UNKNOWN && words.hasNext()) {
        String operator = words.next();
        long next = word(words.next(), names);
        if (next == UNKNOWN) {
          return UNKNOWN;
        }
        switch (operator) {
          case "*" -> product = Math.multiplyExact(product, next);
          case "div" -> product = product / next;
          default -> {
            sum = Math.addExact(sum, sign * product);
            sign = operator.equals("-") ? -1 : 1;
            product = next;
          }
        }
      }
      return product == UNKNOWN ? UNKNOWN : Math.max(UNKNOWN, Math.addExact(sum, sign * product));
    } catch (ArithmeticException noSize) {
      return UNKNOWN;
    }
  }

  private static long word(String word, Map<String, Long> names) {
    return Character.isDigit(word.charAt(0))
        ? Long.parseLong(word.replace("_", ""))
        : names.getOrDefault(word, UNKNOWN);
  }
}
