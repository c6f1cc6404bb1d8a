package org.tosc.rt.value;

/// The growing end of a text that is extended again and again. Characters are only ever added, so
/// texts that end before keep what they have.
///
/// Only the thread that made a buffer extends it; others start their own. So no lock is needed, and
/// a text that is handed over shows what it showed when it was made.
final class TextBuffer {
  private static final int MAX_UNITS = Integer.MAX_VALUE - 16;

  private final char[] units;
  private final long owner = Thread.currentThread().threadId();
  private int used;

  TextBuffer(String start, int total) {
    units = new char[(int) Math.min(MAX_UNITS, total + (total >> 1) + 16L)];
    append(start);
  }

  /// Whether a text that ends at `from` can be extended in place.
  boolean takes(int from, int more) {
    return used == from
        && more <= units.length - from
        && owner == Thread.currentThread().threadId();
  }

  void append(String tail) {
    int length = tail.length();
    if (length == 1) {
      units[used] = tail.charAt(0);
    } else {
      tail.getChars(0, length, units, used);
    }
    used += length;
  }

  /// Appends a number's digits.
  void append(long number, int digits) {
    int at = used + digits;
    // Counts down, because the smallest number has no positive counterpart.
    long rest = number < 0 ? number : -number;
    do {
      units[--at] = (char) ('0' - rest % 10);
      rest /= 10;
    } while (rest != 0);
    if (number < 0) {
      units[--at] = '-';
    }
    used += digits;
  }

  /// How many characters a number takes in decimal.
  static int digits(long number) {
    int count = number < 0 ? 2 : 1;
    long rest = number < 0 ? number : -number;
    for (long bound = -10; rest <= bound; bound *= 10) {
      count++;
      if (bound < Long.MIN_VALUE / 10) {
        break;
      }
    }
    return count;
  }

  char unitAt(int index) {
    return units[index];
  }

  String first(int count) {
    return new String(units, 0, count);
  }
}
