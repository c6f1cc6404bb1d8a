package org.tosc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tosc.models.registry.LockFile;

/// `tosc pkg` in projects of a user: what is installed, what the lock says, and what is told.
final class PkgCommandTest {
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

  private static Terminal done(Terminal terminal) {
    assertEquals(0, terminal.exit(), terminal.err());
    return terminal;
  }

  private Terminal pkg(String... arguments) {
    return ModelShelf.pkg(project, arguments);
  }

  private LockFile.Entry locked() throws IOException {
    LockFile.Entry entry = LockFile.read(project.folder()).find("tiny");
    if (entry == null) {
      throw new AssertionError("the lock has no tiny");
    }
    return entry;
  }

  private Path installed(String version, String file) {
    return folder.resolve("home/models/tiny").resolve(version).resolve(file);
  }

  @Test
  void allFilesAreLocked() throws IOException {
    done(pkg("install", "tiny"));
    assertEquals(
        List.of(
            new LockFile.File("tiny.gguf", ModelShelf.digest(published.resolve("tiny.gguf"))),
            new LockFile.File(
                "tokenizer.json", ModelShelf.digest(published.resolve("tokenizer.json")))),
        locked().files());
  }

  /// Also of a file that is not the main one; the registry's index says the new digest.
  @Test
  void anotherFileUnderTheSameVersionIsRefused() throws IOException {
    done(pkg("install", "tiny"));
    Files.delete(installed("1.0.0", "tokenizer.json"));
    Files.writeString(published.resolve("tokenizer.json"), "{\"other\": 1}");
    shelf.index();
    Terminal refused = pkg("install", "tiny");
    assertEquals(1, refused.exit());
    assertEquals(
        "tosc pkg: tiny@1.0.0 is not what tosc.lock says: the digest of `tokenizer.json` differs;"
            + " `tosc pkg install tiny --update` takes it\n",
        refused.err());
    done(pkg("install", "tiny", "--update"));
    assertTrue(Files.readString(installed("1.0.0", "tokenizer.json")).contains("other"));
  }

  /// What an older tosc has locked becomes whole with the next installation.
  @Test
  void anOlderLockIsCompleted() throws IOException {
    Files.writeString(
        project.folder().resolve(LockFile.NAME),
        """
        {"schema": "tosc.lock/1", "models": {"tiny": {"version": "1.0.0", "registry": "%s",
         "sha256": "%s", "format": ""}}}
        """
            .formatted(shelf.registry(), ModelShelf.digest(published.resolve("tiny.gguf"))));
    done(pkg("install", "tiny"));
    assertEquals(2, locked().files().size());
  }

  /// The store is the user's, and what a project wants of it is its own matter.
  @Test
  void aQuantisedModelTakesNothingFromOtherProjects() throws IOException {
    Project other = shelf.project("other");
    done(ModelShelf.pkg(other, "install", "tiny"));
    done(pkg("install", "tiny", "--quantize", "q4_0"));
    assertTrue(Files.exists(installed("1.0.0", "tiny.gguf")));
    assertTrue(Files.exists(installed("1.0.0+q4_0", "tiny.q4_0.gguf")));
    assertTrue(Files.exists(installed("1.0.0+q4_0", "tokenizer.json")));
    assertEquals("q4_0", locked().format());
    assertEquals("tiny@1.0.0+q4_0", LockFile.read(project.folder()).pinned("tiny"));
    assertEquals("tiny@1.0.0", LockFile.read(other.folder()).pinned("tiny"));
    List<String> listed =
        done(pkg("list")).out().lines().map(l -> l.substring(0, l.indexOf(' '))).toList();
    assertEquals(List.of("tiny@1.0.0", "tiny@1.0.0+q4_0"), listed);
    assertTrue(done(pkg("list", "--json")).out().contains("\"format\":\"q4_0\""));
  }

  /// Its registry, too; `$TOSC_REGISTRY` is not said.
  @Test
  void anUpdateKeepsTheFormatThatTheProjectUses() throws IOException {
    done(pkg("install", "tiny", "--quantize", "q8_0"));
    shelf.publish("2.0.0");
    project = new Project(project.folder(), Map.of("TOSC_HOME", folder.resolve("home").toString()));
    done(pkg("install", "tiny", "--update"));
    assertEquals("tiny@2.0.0+q8_0", LockFile.read(project.folder()).pinned("tiny"));
    assertTrue(Files.exists(installed("2.0.0+q8_0", "tiny.q8_0.gguf")));
    assertEquals(shelf.registry().toString(), locked().registry());
  }

  @Test
  void noneAsAFormatIsTheOriginal() throws IOException {
    shelf.publish("1.1.0");
    done(pkg("install", "tiny@1.0.0", "--quantize", "q8_0"));
    done(pkg("install", "tiny@1.1.0"));
    assertEquals("tiny@1.1.0+q8_0", LockFile.read(project.folder()).pinned("tiny"));
    done(pkg("install", "tiny", "--quantize", "none"));
    assertEquals("tiny@1.1.0", LockFile.read(project.folder()).pinned("tiny"));
    assertTrue(Files.exists(installed("1.1.0", "tiny.gguf")));
    done(pkg("install", "tiny@1.0.0"));
    assertEquals("tiny@1.0.0", LockFile.read(project.folder()).pinned("tiny"));
    String help = done(Terminal.run("pkg", "--help")).out().replaceAll("\\s+", " ");
    assertTrue(help.contains("none: the original; the locked one by default"), help);
  }

  @Test
  void removeTakesTheVariantThatTheProjectUses() throws IOException {
    done(pkg("install", "tiny"));
    done(pkg("install", "tiny@1.0.0+q8_0"));
    assertEquals("removed tiny@1.0.0+q8_0\n", done(pkg("remove", "tiny")).out());
    assertTrue(Files.exists(installed("1.0.0", "tiny.gguf")));
    assertFalse(Files.exists(installed("1.0.0+q8_0", ".main")));
    assertNull(LockFile.read(project.folder()).find("tiny"));
  }

  @Test
  void removeAsksForAName() {
    Terminal unsaid = pkg("remove");
    assertEquals(2, unsaid.exit());
    assertTrue(unsaid.err().contains("which model? `tosc pkg remove NAME`"), unsaid.err());
  }

  @Test
  void removeAsksWhichOfSeveralVariants() throws IOException {
    for (String format : List.of("q8_0", "q4_0")) {
      done(pkg("install", "tiny", "--quantize", format));
    }
    Terminal unsaid = ModelShelf.pkg(shelf.project("other"), "remove", "tiny");
    assertEquals(1, unsaid.exit());
    assertEquals("tosc pkg: which one? There are tiny@1.0.0+q4_0, tiny@1.0.0+q8_0\n", unsaid.err());
    assertEquals("removed tiny@1.0.0+q8_0\n", done(pkg("remove", "tiny@1.0.0+q8_0")).out());
    // The lock says the other one.
    assertEquals("q4_0", locked().format());
  }

  @Test
  void removeTakesNoVariantForItsVersion() throws IOException {
    done(pkg("install", "tiny", "--quantize", "q4_0"));
    Terminal missing = pkg("remove", "tiny@1.0.0");
    assertEquals(1, missing.exit());
    assertEquals(
        "tosc pkg: `tiny@1.0.0`: of that name there is installed: `tiny@1.0.0+q4_0`\n",
        missing.err());
    assertTrue(Files.exists(installed("1.0.0+q4_0", "tiny.q4_0.gguf")));
  }

  /// The lock says 1.0.0, and the latest is 2.0.0.
  private void bothVersions() throws IOException {
    done(pkg("install", "tiny@1.0.0"));
    shelf.publish("2.0.0");
    done(ModelShelf.pkg(shelf.project("other"), "install", "tiny"));
    assertTrue(Files.exists(installed("2.0.0", "tiny.gguf")));
  }

  @Test
  void removeOfANameTakesTheVersionThatIsLocked() throws IOException {
    bothVersions();
    assertEquals("removed tiny@1.0.0\n", done(pkg("remove", "tiny")).out());
    assertFalse(Files.exists(installed("1.0.0", ".main")));
    assertTrue(Files.exists(installed("2.0.0", "tiny.gguf")));
    assertNull(LockFile.read(project.folder()).find("tiny"));
    // Now nothing is locked here, and the name alone is the latest.
    assertEquals("removed tiny@2.0.0\n", done(pkg("remove", "tiny")).out());
    assertFalse(Files.exists(folder.resolve("home/models/tiny")));
  }

  @Test
  void removeOfAnotherVersionLeavesTheLock() throws IOException {
    bothVersions();
    assertEquals("removed tiny@2.0.0\n", done(pkg("remove", "tiny@2.0.0")).out());
    assertEquals("1.0.0", locked().version());
    assertEquals("removed tiny@1.0.0\n", done(pkg("remove", "tiny@1.0.0")).out());
    assertNull(LockFile.read(project.folder()).find("tiny"));
  }

  /// Not the one that other projects use.
  @Test
  void removeTakesNoOtherVersionThanTheLockedOne() throws IOException {
    bothVersions();
    done(ModelShelf.pkg(shelf.project("other"), "remove", "tiny@1.0.0"));
    Terminal missing = pkg("remove", "tiny");
    assertEquals(1, missing.exit());
    assertEquals(
        "tosc pkg: `tiny@1.0.0`: of that name there is installed: `tiny@2.0.0`\n", missing.err());
    assertTrue(Files.exists(installed("2.0.0", "tiny.gguf")));
    assertEquals("1.0.0", locked().version());
  }
}
