package org.tosc.models.registry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256 in hexadecimal digits (FIPS 180-4), by which files are told apart.
final class Digests {
  private static final int PIECE = 1 << 16;

  private Digests() {}

  static MessageDigest begin() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      // Every Java platform has it (MessageDigest's specification).
      throw new IllegalStateException(e);
    }
  }

  static String end(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  /// That of a file.
  static String of(Path file) throws IOException {
    MessageDigest digest = begin();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] piece = new byte[PIECE];
      int count = in.read(piece);
      while (count >= 0) {
        digest.update(piece, 0, count);
        count = in.read(piece);
      }
    }
    return end(digest);
  }
}
