package org.tosc.backends.x86.elf;

import java.util.regex.Pattern;

/// What records of this package require.
final class Check {
  private static final Pattern SYMBOL = Pattern.compile("[A-Za-z_.$][A-Za-z0-9_.$]*");

  private Check() {}

  static void that(boolean holds, String message, Object... arguments) {
    if (!holds) {
      throw new IllegalArgumentException(message.formatted(arguments));
    }
  }

  /// What an assembler takes for a name without quotes.
  static void symbol(String name) {
    that(SYMBOL.matcher(name).matches(), "a symbol has letters, digits, _, . and $: `%s`", name);
  }

  /// What is written as a string that ends with NUL.
  static void text(String text) {
    that(text.indexOf('\0') < 0, "a text with a NUL in it");
  }

  /// Whether a range lies in a whole, without overflow.
  static boolean inside(int offset, int size, int whole) {
    return offset >= 0 && size >= 0 && offset <= whole && size <= whole - offset;
  }
}
