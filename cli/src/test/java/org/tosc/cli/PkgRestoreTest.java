package org.tosc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tosc.models.registry.LockFile;

/// `tosc pkg install` without a name: somebody else gets what the project's lock says.
final class PkgRestoreTest {
  @TempDir private Path folder;
  private ModelShelf shelf = new ModelShelf(Path.of(""));
  private Path published = Path.of("");
  private Project project = Project.here();

  @BeforeEach
  void aPackageOfTwoFiles() throws IOException {
    shelf = new ModelShelf(folder);
    published = shelf.publish("1.0.0");
    project = shelf.project("project");
  }

  /// Another user, who has the project's files and nothing installed; `$TOSC_REGISTRY` is not said.
  private Project elsewhere() throws IOException {
    Path to = Files.createDirectories(folder.resolve("elsewhere"));
    Files.copy(
        project.folder().resolve(LockFile.NAME),
        to.resolve(LockFile.NAME),
        StandardCopyOption.REPLACE_EXISTING);
    return new Project(to, Map.of("TOSC_HOME", folder.resolve("other-home").toString()));
  }

  private Path restored(String variant, String file) {
    return folder.resolve("other-home/models/tiny").resolve(variant).resolve(file);
  }

  private static String done(Terminal terminal) {
    assertEquals(0, terminal.exit(), terminal.err());
    return terminal.out();
  }

  @Test
  void theLockedVersionIsInstalled() throws IOException {
    done(ModelShelf.pkg(project, "install", "tiny"));
    shelf.publish("2.0.0");
    Project other = elsewhere();
    String lock = Files.readString(other.folder().resolve(LockFile.NAME));
    Path main = restored("1.0.0", "tiny.gguf");
    assertEquals("installed tiny@1.0.0: " + main + "\n", done(ModelShelf.pkg(other, "install")));
    assertEquals(-1, Files.mismatch(main, published.resolve("tiny.gguf")));
    assertEquals(lock, Files.readString(other.folder().resolve(LockFile.NAME)));
  }

  /// No registry is asked then.
  @Test
  void whatIsThereStays() throws IOException {
    done(ModelShelf.pkg(project, "install", "tiny", "--quantize", "q8_0"));
    Project other = elsewhere();
    String main = restored("1.0.0+q8_0", "tiny.q8_0.gguf").toString();
    assertEquals(
        "installed tiny@1.0.0+q8_0: " + main + "\n", done(ModelShelf.pkg(other, "install")));
    Files.delete(shelf.registry().resolve("index.json"));
    String there = "tiny@1.0.0+q8_0 is there already: " + main + "\n";
    assertEquals(there, done(ModelShelf.pkg(other, "install")));
    assertEquals(there, done(ModelShelf.pkg(other, "install", "tiny")));
  }

  @Test
  void whatIsSpoiltIsInstalledAgain() throws IOException {
    for (String format : new String[] {"", "+q8_0"}) {
      done(ModelShelf.pkg(project, "install", "tiny@1.0.0" + format));
      Project other = elsewhere();
      done(ModelShelf.pkg(other, "install"));
      String main = format.isEmpty() ? "tiny.gguf" : "tiny.q8_0.gguf";
      for (String file : new String[] {main, "tokenizer.json"}) {
        Files.writeString(restored("1.0.0" + format, file), "spoilt");
        assertTrue(done(ModelShelf.pkg(other, "install")).startsWith("installed tiny"), file);
        assertTrue(done(ModelShelf.pkg(other, "install")).contains("there already"), file);
      }
    }
  }

  @Test
  void whatDiffersIsRefusedAndTheOthersAreInstalled() throws IOException {
    done(ModelShelf.pkg(project, "install", "tiny"));
    LockFile lock = LockFile.read(project.folder());
    LockFile.Entry gone =
        new LockFile.Entry(
            "3.0.0",
            shelf.registry().toString(),
            "",
            lock.entries().values().iterator().next().files());
    lock.with("another", gone).write(project.folder());
    Project other = elsewhere();
    Terminal first = ModelShelf.pkg(other, "install");
    assertEquals(1, first.exit());
    assertTrue(first.err().contains(" has no `another@3.0.0`"), first.err());
    assertTrue(first.out().startsWith("installed tiny@1.0.0"), first.out());

    Files.writeString(restored("1.0.0", "tokenizer.json"), "spoilt");
    Files.writeString(published.resolve("tokenizer.json"), "{\"other\": 1}");
    shelf.index();
    Terminal second = ModelShelf.pkg(other, "install");
    assertEquals(1, second.exit());
    assertTrue(
        second
            .err()
            .contains(
                "tiny@1.0.0 is not what tosc.lock says: the digest of `tokenizer.json` differs"),
        second.err());
  }

  /// So a registry can be moved and shared with the project that uses it.
  @Test
  void aRelativeRegistryIsRelativeToTheLock() throws IOException {
    done(ModelShelf.pkg(project, "install", "tiny", "--from", "../registry"));
    Project other = elsewhere();
    LockFile.Entry locked = LockFile.read(other.folder()).entries().get("tiny");
    assertEquals("../registry", locked == null ? "none" : locked.registry());
    done(ModelShelf.pkg(other, "install"));
    assertTrue(Files.exists(restored("1.0.0", "tiny.gguf")));
  }

  @Test
  void theHelpSaysWhatItDoes() {
    String help = done(Terminal.run("pkg", "--help"));
    assertTrue(help.contains("Without a name it installs what\ntosc.lock says"), help);
  }

  @Test
  void withoutALockItAsksWhich() throws IOException {
    Terminal none = ModelShelf.pkg(project, "install");
    assertEquals(2, none.exit());
    assertTrue(none.err().contains("which model? `tosc pkg install NAME`"), none.err());
    done(ModelShelf.pkg(project, "install", "tiny"));
    assertEquals(2, ModelShelf.pkg(project, "install", "--update").exit());
    assertEquals(2, ModelShelf.pkg(project, "install", "--quantize", "q8_0").exit());
  }
}
