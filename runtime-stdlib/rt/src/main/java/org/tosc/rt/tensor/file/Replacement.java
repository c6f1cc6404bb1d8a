package org.tosc.rt.tensor.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Writes a file under another name in the same folder and then renames it, so that a reader sees
/// the old file or the whole new one.
final class Replacement {
  /// Writes the contents.
  @FunctionalInterface
  interface Body {
    void write(OutputStream out) throws IOException;
  }

  private Replacement() {}

  static void write(Path path, Body body) throws IOException {
    Path target = path.toAbsolutePath();
    Path folder = target.getParent();
    if (folder == null) {
      throw new IOException("`" + path + "` is a folder");
    }
    Path fresh = Files.createTempFile(folder, ".tosc-", ".part");
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(fresh))) {
        body.write(out);
      }
      Files.move(
          fresh, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
