package org.tosc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `tosc convert`, `quantize` and `chat` with a folder of Hugging Face.
final class FolderCommandsTest {
  @TempDir private Path folder;

  @BeforeEach
  void aFolder() throws IOException {
    TinyFolder.write(Files.createDirectory(folder.resolve("hf")));
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private String said(String model) {
    Terminal chat =
        Terminal.type("abc\n", "chat", path(model), "--max-tokens", "8", "--temperature", "0");
    assertEquals(0, chat.exit(), chat.err());
    assertFalse(chat.out().isBlank());
    return chat.out();
  }

  private void requireDone(String... arguments) {
    Terminal done = Terminal.run(arguments);
    assertEquals(0, done.exit(), done.err());
    assertFalse(done.err().contains("note"), done.err());
  }

  @Test
  void asOneFileItSaysTheSame() {
    requireDone("convert", path("hf"), path("m.gguf"));
    assertEquals(said("hf"), said("m.gguf"));
    requireDone("convert", path("hf/model.safetensors"), path("again.gguf"));
    assertEquals(said("hf"), said("again.gguf"));
  }

  @Test
  void itIsQuantised() {
    requireDone("quantize", path("hf"), path("m.gguf"), "--format", "q8_0");
    said("m.gguf");
  }

  /// Such a file is no model, whatever it is made of.
  @Test
  void weightsAloneAreToldToBeNoModel() throws IOException {
    Files.copy(folder.resolve("hf/model.safetensors"), folder.resolve("w.safetensors"));
    Terminal alone = Terminal.run("convert", path("w.safetensors"), path("w.gguf"));
    assertEquals(0, alone.exit());
    assertTrue(alone.err().contains("there is no `config.json` beside"), alone.err());
  }

  @Test
  void aFolderWithoutATokenizerIsToldOf() throws IOException {
    Files.delete(folder.resolve("hf/tokenizer.json"));
    Terminal missing = Terminal.run("convert", path("hf"), path("m.gguf"));
    assertEquals(1, missing.exit());
    assertTrue(missing.err().contains("needs `tokenizer.json`"), missing.err());
    assertFalse(Files.exists(folder.resolve("m.gguf")));
  }
}
