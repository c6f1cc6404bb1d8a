package org.tosc.rt.builtin;

import org.tosc.rt.error.Errors;
import org.tosc.rt.session.Session;

/// The string that a regular expression searches. It counts how often it is looked at, which bounds
/// the time of a search; the count is shared by its subsequences.
final class GuardedText implements CharSequence {
  /// Looks at characters that any search may take, besides 100 for every character.
  static final long BUDGET = 20_000_000;

  private final Session session;
  private final String s;
  private final long[] left;

  GuardedText(Session session, String s) {
    this(session, s, new long[] {BUDGET + 100L * s.length()});
  }

  private GuardedText(Session session, String s, long[] left) {
    this.session = session;
    this.s = s;
    this.left = left;
  }

  @Override
  public int length() {
    return s.length();
  }

  @Override
  public char charAt(int index) {
    if (--left[0] < 0) {
      throw Errors.value("the pattern takes too long on this string; avoid nested repetition");
    }
    if ((left[0] & 0xFFFF) == 0) {
      session.checkInterrupt();
    }
    return s.charAt(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return new GuardedText(session, s.substring(start, end), left);
  }

  @Override
  public String toString() {
    return s;
  }
}
