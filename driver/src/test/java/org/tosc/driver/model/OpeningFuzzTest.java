package org.tosc.driver.model;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tosc.models.gguf.GgufFile;
import org.tosc.models.load.Models;
import org.tosc.models.transformer.GgufModel;
import org.tosc.rt.tensor.file.TensorFileFault;

/// Whatever bytes a model's metadata have, opening it ends in an architecture or in a
/// [TensorFileFault], and in nothing else.
final class OpeningFuzzTest {
  private static final int FILES = 4000;

  /// What stands where a number or a text should.
  private static final List<String> STRANGE =
      List.of(
          "0",
          "-1",
          "1e400",
          "1e-400",
          "4294967296",
          "9223372036854775808",
          "0.5",
          "null",
          "true",
          "\"\"",
          "[]",
          "{}",
          "[1]",
          "NaN",
          "\"\\ud800\"",
          "1e9",
          "7");

  @TempDir Path folder;

  static List<TinyModel> models() {
    return List.of(
        TinyModels.llama3(), TinyModels.yarn(), TinyModels.longRope(24), TinyModels.bert(1));
  }

  @ParameterizedTest
  @MethodSource("models")
  void bytesOfMetadataAreReadOrFaults(TinyModel model) throws IOException {
    byte[] bytes = Files.readAllBytes(model.writeGguf(folder.resolve("m.gguf")));
    int header =
        bytes.length
            - (int) model.weights().values().stream().mapToLong(w -> w.bytes().length).sum();
    SplittableRandom random = new SplittableRandom(7);
    int opened = 0;
    for (int i = 0; i < FILES; i++) {
      byte[] changed = bytes.clone();
      for (int change = 0; change < 1 + i % 3; change++) {
        // Names and small numbers differ from others by few bits.
        changed[random.nextInt(header)] ^= (byte) (1 << random.nextInt(8));
      }
      opened +=
          opens(() -> GgufModel.architecture(GgufFile.of("m", MemorySegment.ofArray(changed))));
    }
    assertTrue(opened > 0 && opened < FILES, opened + " of " + FILES);
  }

  @ParameterizedTest
  @MethodSource("models")
  void strangeValuesInConfigsAreReadOrFaults(TinyModel model) throws IOException {
    TinyHub.write(folder, model);
    Path config = folder.resolve("config.json");
    String[] lines = Files.readString(config).split("\n", -1);
    int opened = 0;
    int tried = 0;
    for (int line = 1; line + 2 < lines.length; line++) {
      for (String strange : STRANGE) {
        String[] changed = lines.clone();
        String key = lines[line].substring(0, lines[line].indexOf(':') + 1);
        changed[line] = key + strange + (lines[line].endsWith(",") ? "," : "");
        Files.writeString(config, String.join("\n", changed));
        opened += opens(() -> Models.open(folder, Engines.compute("jvm")).close());
        tried++;
      }
    }
    assertTrue(opened > 0 && opened < tried, opened + " of " + tried);
  }

  @Test
  void bytesOfConfigsAreReadOrFaults() throws IOException {
    TinyHub.write(folder, TinyModels.longRope(24));
    Path config = folder.resolve("config.json");
    byte[] bytes = Files.readString(config).getBytes(StandardCharsets.UTF_8);
    SplittableRandom random = new SplittableRandom(8);
    int opened = 0;
    for (int i = 0; i < FILES / 4; i++) {
      byte[] changed = bytes.clone();
      changed[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      Files.write(config, changed);
      opened += opens(() -> Models.open(folder, Engines.compute("jvm")).close());
    }
    assertTrue(opened > 0 && opened < FILES / 4, opened + " of " + FILES / 4);
  }

  /// 1 where it opens.
  private static int opens(Runnable opening) {
    try {
      opening.run();
      return 1;
    } catch (TensorFileFault fault) {
      return 0;
    }
  }
}
