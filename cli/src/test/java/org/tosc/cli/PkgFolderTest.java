package org.tosc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tosc.models.gguf.GgufFile;

/// `tosc pkg install --quantize` of packages that are folders of Hugging Face.
final class PkgFolderTest {
  @TempDir private Path folder;
  private ModelShelf shelf = new ModelShelf(Path.of(""));
  private Project project = Project.here();

  @BeforeEach
  void aProject() throws IOException {
    shelf = new ModelShelf(folder);
    project = shelf.project("project");
  }

  private String done(String... arguments) {
    Terminal terminal = ModelShelf.pkg(project, arguments);
    assertEquals(0, terminal.exit(), terminal.err());
    return terminal.out();
  }

  private Path variant() {
    return folder.resolve("home/models/tiny/1.0.0+q8_0");
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.list(variant())) {
      return all.map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .sorted()
          .toList();
    }
  }

  private String said(Path model) {
    Terminal chat =
        Terminal.type("abc\n", "chat", model.toString(), "--max-tokens", "8", "--temperature", "0");
    assertEquals(0, chat.exit(), chat.err());
    assertFalse(chat.out().isBlank());
    return chat.out();
  }

  @Test
  void theVariantIsAFile() throws IOException {
    Path published = shelf.publishFolder("1.0.0", false);
    Path main = variant().resolve("model.q8_0.gguf");
    assertEquals(
        "installed tiny@1.0.0+q8_0: " + main + "\n", done("install", "tiny", "--quantize", "q8_0"));
    assertEquals(List.of("config.json", "model.q8_0.gguf", "tokenizer.json"), files());
    // As `tosc quantize` makes it.
    Path file = folder.resolve("m.gguf");
    Terminal quantise =
        Terminal.run("quantize", published.toString(), file.toString(), "--format", "q8_0");
    assertEquals(0, quantise.exit(), quantise.err());
    assertEquals(said(file), said(main));
    assertTrue(done("install").contains("is there already"));
  }

  /// Nothing of it depends on when and where it was made.
  @Test
  void itHasThePackagesName() throws IOException {
    shelf.publishFolder("1.0.0", false);
    done("install", "tiny", "--quantize", "q8_0");
    try (GgufFile file = GgufFile.open(variant().resolve("model.q8_0.gguf"))) {
      assertEquals("tiny", file.metadata().string("general.name"));
    }
  }

  @Test
  void ofSeveralFilesOneIsMade() throws IOException {
    shelf.publishFolder("1.0.0", true);
    done("install", "tiny", "--quantize", "q8_0");
    assertEquals(List.of("config.json", "model.q8_0.gguf", "tokenizer.json"), files());
    said(variant().resolve("model.q8_0.gguf"));
    assertTrue(done("install").contains("is there already"));
  }

  @Test
  void weightsAloneAreNoModel() throws IOException {
    Path published = shelf.publishFolder("1.0.0", false);
    Files.delete(published.resolve("config.json"));
    shelf.index();
    Terminal refused = ModelShelf.pkg(project, "install", "tiny", "--quantize", "q8_0");
    assertEquals(1, refused.exit());
    assertTrue(refused.err().contains("there is no `config.json`"), refused.err());
    assertFalse(Files.exists(variant()));
  }
}
