package org.tosc.models.durability;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledWriterTest {
  private static final int KILLS = 10;

  @TempDir private Path folder;

  @Test
  void aKilledWriterLeavesWholeFiles() throws IOException, InterruptedException {
    KilledWriter writer = new KilledWriter(folder, 8);
    for (int i = 0; i < KILLS; i++) {
      writer.kill();
    }
    assertEquals(KILLS, writer.killed());
    SavingChild.save(folder, writer.version() + 1);
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(
          List.of(SavingChild.GGUF, SavingChild.SAFETENSORS),
          files.map(f -> String.valueOf(f.getFileName())).sorted().toList());
    }
  }
}
