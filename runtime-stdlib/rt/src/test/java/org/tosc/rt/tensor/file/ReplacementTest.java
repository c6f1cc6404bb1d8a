package org.tosc.rt.tensor.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplacementTest {
  @TempDir private Path folder;

  private static Replacement.Body text(String text) {
    return out -> out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> String.valueOf(f.getFileName())).sorted().toList();
    }
  }

  @Test
  void theFileIsReplacedAsAWhole() throws IOException {
    Path file = folder.resolve("a");
    Replacement.write(file, text("old"));
    Replacement.write(file, text("new"));
    assertEquals("new", Files.readString(file));
    assertEquals(List.of("a"), names());
  }

  @Test
  void aFailureLeavesTheOldFileAndNothingElse() throws IOException {
    Path file = folder.resolve("a");
    Replacement.write(file, text("old"));
    Replacement.Body failing =
        out -> {
          out.write(1);
          throw new IOException("the disk is full");
        };
    assertThrows(IOException.class, () -> Replacement.write(file, failing));
    assertEquals("old", Files.readString(file));
    assertEquals(List.of("a"), names());
  }

  @Test
  void leftoversOfDeadProcessesAreRemoved() throws IOException {
    PartName own = PartName.ofThisProcess();
    String reused = new PartName(own.pid(), own.start() - 1000).with("x");
    String dead = new PartName(999_999_999L, 1).with("x");
    Files.createFile(folder.resolve(reused));
    Files.createFile(folder.resolve(dead));
    Replacement.write(folder.resolve("a"), text("new"));
    assertEquals(List.of("a"), names());
  }

  @Test
  void whatLivingProcessesWriteIsLeftAlone() throws IOException {
    String alive = PartName.ofThisProcess().with("x");
    Files.createFile(folder.resolve(alive));
    Files.createFile(folder.resolve(".tosc-other.part"));
    Replacement.write(folder.resolve("a"), text("new"));
    assertEquals(List.of(alive, ".tosc-other.part", "a"), names());
  }

  @Test
  void aNameSaysWhoseItIs() {
    PartName own = PartName.ofThisProcess();
    assertEquals(own, PartName.of(own.with("x")));
    assertTrue(own.isAlive());
    assertFalse(new PartName(own.pid(), own.start() + 1).isAlive());
  }
}
