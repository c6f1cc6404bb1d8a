package org.tosc.models.token;

/// Unicode's property `White_Space`, which `\s` of the published patterns means. Java's
/// [Character#isWhitespace] is another set: it leaves out U+0085 and U+00A0, and has U+001C to
/// U+001F.
public final class WhiteSpace {
  private WhiteSpace() {}

  /// Whether a character is white space. All of them lie in the Basic Multilingual Plane.
  public static boolean is(int c) {
    return (c >= 0x09 && c <= 0x0D) || c == 0x85 || Character.isSpaceChar(c);
  }
}
