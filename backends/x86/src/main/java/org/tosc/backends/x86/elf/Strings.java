package org.tosc.backends.x86.elf;

/// A table of strings, each of which ends with NUL. The first is empty (ELF-64, chapter 5).
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
