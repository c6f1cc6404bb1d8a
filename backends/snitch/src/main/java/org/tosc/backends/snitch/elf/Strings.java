package org.tosc.backends.snitch.elf;

/// A table of strings, each of which ends with NUL. The first is empty (ELF, "String Table").
final class Strings {
  private final Output bytes = new Output().u8(0);

  /// Where the string begins.
  int add(String text) {
    int at = bytes.size();
    bytes.string(text);
    return at;
  }

  Output bytes() {
    return bytes;
  }
}
