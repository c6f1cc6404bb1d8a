package org.tosc.rt.ops;

import org.jspecify.annotations.Nullable;
import org.tosc.rt.value.Text;

/// Strings from parts, each as `print` shows it. A long first part is extended in place where it
/// can be (see [Text]), so that a loop that appends takes linear time.
public final class Concat {
  private static final int LONG_HEAD = 64;

  private Concat() {}

  /// The parts as text, joined.
  public static Text all(@Nullable Object... parts) {
    if (parts.length == 0) {
      return Text.EMPTY;
    }
    Text head = Show.asText(parts[0]);
    if (parts.length == 1) {
      return head;
    }
    if (parts.length == 2) {
      return two(head, parts[1]);
    }
    if (isLong(head)) {
      return head.concat(Text.of(joined(parts, 1)));
    }
    return Text.ofConcatenation(joined(parts, 0));
  }

  /// A string and what follows.
  public static Text two(Text head, @Nullable Object tail) {
    return head.concat(Show.asText(tail));
  }

  public static Text two(Text head, Text tail) {
    return head.concat(tail);
  }

  public static Text two(Text head, long tail) {
    return head.concat(tail);
  }

  /// Whether copying a first part costs more than extending it.
  public static boolean isLong(@Nullable Object head) {
    return head instanceof Text text && text.isLongerThan(LONG_HEAD);
  }

  private static String joined(@Nullable Object[] parts, int from) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < parts.length; i++) {
      text.append(Show.text(parts[i]));
    }
    return text.toString();
  }
}
