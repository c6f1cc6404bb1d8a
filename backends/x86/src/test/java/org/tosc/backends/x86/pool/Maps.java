package org.tosc.backends.x86.pool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What the operating system says about this process's memory (`proc(5)`, `/proc/pid/maps`).
final class Maps {
  static final Path FILE = Path.of("/proc/self/maps");

  private Maps() {}

  /// One line: `7f52a0021000-7f52a4000000 r-xp 00000000 00:00 0 …`.
  record Mapping(long from, long to, String rights) {
    static Mapping read(String line) {
      int dash = line.indexOf('-');
      int space = line.indexOf(' ');
      return new Mapping(
          Long.parseUnsignedLong(line.substring(0, dash), 16),
          Long.parseUnsignedLong(line.substring(dash + 1, space), 16),
          line.substring(space + 1, space + 5));
    }

    boolean isWritableAndExecutable() {
      return rights.charAt(1) == 'w' && rights.charAt(2) == 'x';
    }
  }

  /// All mappings that touch a range.
  static List<Mapping> within(long from, long bytes) throws IOException {
    return Files.readAllLines(FILE).stream()
        .map(Mapping::read)
        .filter(m -> m.from() < from + bytes && m.to() > from)
        .toList();
  }
}
