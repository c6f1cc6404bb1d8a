package org.tosc.backends.mlir.text;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// Names and strings as MLIR's text may hold them (language reference, "Identifiers and keywords").
public final class Quoting {
  private static final Pattern BARE = Pattern.compile("[A-Za-z_][A-Za-z0-9_$.]*");

  private Quoting() {}

  /// In quotes; what is no printable ASCII character is the hexadecimal bytes of its UTF-8.
  public static String string(String value) {
    StringBuilder out = new StringBuilder("\"");
    for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
      boolean isPlain = b >= ' ' && b < 0x7F && b != '"' && b != '\\';
      if (isPlain) {
        out.append((char) b);
      } else if (b == '\\') {
        out.append("\\\\");
      } else {
        out.append('\\').append(HexFormat.of().withUpperCase().toHexDigits(b));
      }
    }
    return out.append('"').toString();
  }

  /// `@name`, in quotes where its characters ask for them.
  public static String symbol(String name) {
    return "@" + key(name);
  }

  /// The name of an attribute.
  public static String key(String name) {
    return BARE.matcher(name).matches() ? name : string(name);
  }

  /// A name for a value: letters, digits, `_`, `.` and `-` of a hint, beginning with a letter or
  /// `_`; empty where nothing is left of it.
  public static String identifier(String hint) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < hint.length() && out.length() < 60; i++) {
      char c = hint.charAt(i);
      boolean isMark = c == '_' || c == '.' || c == '-';
      boolean isPlain = isMark || (c < 0x7F && Character.isLetterOrDigit(c));
      out.append(isPlain ? c : '_');
    }
    String made = out.toString();
    if (made.chars().noneMatch(Character::isLetterOrDigit)) {
      return "";
    }
    return Character.isLetter(made.charAt(0)) || made.charAt(0) == '_' ? made : "_" + made;
  }
}
