package org.tosc.models.registry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tosc.rt.digest.Sha256;

/// SHA-256 in hexadecimal digits (FIPS 180-4), by which files are told apart, and those of a model
/// that is installed: of what was fetched, and of what was made of it.
///
/// @param byName of a file without its folder
record Digests(Map<String, String> byName) {
  private static final String FILE = ".sha256";
  private static final int PIECE = 1 << 16;

  Digests {
    byName = Map.copyOf(byName);
  }

  /// Those that a folder notes; none where an older version of tosc made it. A line each, as
  /// `sha256sum` writes them.
  static Digests read(Path folder) throws IOException {
    Map<String, String> byName = new TreeMap<>();
    if (Files.isRegularFile(folder.resolve(FILE))) {
      for (String line : Files.readAllLines(folder.resolve(FILE))) {
        int cut = line.indexOf("  ");
        if (cut > 0) {
          byName.put(line.substring(cut + 2), line.substring(0, cut));
        }
      }
    }
    return new Digests(byName);
  }

  void write(Path folder) throws IOException {
    List<String> lines = new ArrayList<>();
    new TreeMap<>(byName).forEach((name, digest) -> lines.add(digest + "  " + name));
    Files.write(folder.resolve(FILE), lines);
  }

  /// That of a file.
  static String of(Path file) throws IOException {
    MessageDigest digest = Sha256.begin();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] piece = new byte[PIECE];
      int count = in.read(piece);
      while (count >= 0) {
        digest.update(piece, 0, count);
        count = in.read(piece);
      }
    }
    return Sha256.hex(digest);
  }
}
