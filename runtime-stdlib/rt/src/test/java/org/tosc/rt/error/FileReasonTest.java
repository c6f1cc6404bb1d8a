package org.tosc.rt.error;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tosc.rt.tensor.file.Replacement;

final class FileReasonTest {
  @TempDir private Path folder;

  @Test
  void whatTheFileSystemSaysIsSaidInWords() {
    Path none = folder.resolve("none");
    IOException missing = assertThrows(IOException.class, () -> Files.readAllBytes(none));
    assertEquals("there is no such file", FileReason.of(missing));
    assertEquals("there is no such directory", FileReason.ofWriting(missing));
    assertEquals("`" + none + "`: there is no such file or directory", FileReason.told(missing));
    IOException place = assertThrows(IOException.class, () -> Files.readAllBytes(folder));
    assertEquals("it is a directory", FileReason.of(place));
    assertEquals("access is denied", FileReason.of(new AccessDeniedException("a")));
    assertEquals("`a`: access is denied", FileReason.told(new AccessDeniedException("a")));
    assertEquals("the system does not allow it", FileReason.of(new FileSystemException("a")));
    assertEquals(
        "there is no such directory",
        FileReason.ofWriting(new UncheckedIOException(new NoSuchFileException("a"))));
    assertEquals("an own reason", FileReason.told(new IOException("an own reason")));
  }

  @Test
  void whereNoFileCanBeIsKnownBefore() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    Replacement.check(file);
    Replacement.check(folder.resolve("new"));
    assertEquals("it is a directory", reason(folder));
    assertEquals("there is no such directory", reason(folder.resolve("no/x")));
    assertEquals("a part of its path is not a directory", reason(file.resolve("x")));
  }

  /// The same from who asks and from who writes.
  private static String reason(Path path) {
    IOException before = assertThrows(IOException.class, () -> Replacement.check(path));
    assertThrows(IOException.class, () -> Replacement.write(path, out -> out.write(1)));
    return FileReason.ofWriting(before);
  }
}
