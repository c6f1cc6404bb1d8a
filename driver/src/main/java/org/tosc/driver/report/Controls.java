package org.tosc.driver.report;

/// Makes control characters of untrusted text visible, so that a message cannot steer a terminal.
final class Controls {
  private Controls() {}

  static String escape(String text) {
    if (text.chars().noneMatch(Controls::isControl)) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    text.chars()
        .forEach(
            c ->
                out.append(
                    isControl(c)
                        ? String.format(java.util.Locale.ROOT, "\\x%02x", c)
                        : String.valueOf((char) c)));
    return out.toString();
  }

  private static boolean isControl(int c) {
    return (c < 0x20 && c != '\n' && c != '\t') || c == 0x7f || (c >= 0x80 && c < 0xa0);
  }
}
