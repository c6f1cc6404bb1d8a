package org.tosc.models.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tosc.rt.tensor.file.TensorFileFault;

class LockFileTest {
  private static final ModelPackage.File WEIGHTS = file("tiny.gguf", "a");
  private static final ModelPackage.File TOKENS = file("tokenizer.json", "b");
  private static final ModelPackage TINY = tiny(WEIGHTS, TOKENS);

  @TempDir Path folder;

  private static ModelPackage.File file(String name, String digit) {
    return new ModelPackage.File(name, 1, digit.repeat(64));
  }

  private static ModelPackage tiny(ModelPackage.File... files) {
    return new ModelPackage("tiny", "1.9.0", "", List.of(files));
  }

  private LockFile read(String text) throws Exception {
    Files.writeString(folder.resolve(LockFile.NAME), text);
    return LockFile.read(folder);
  }

  @Test
  void itComesBackAsItWas() throws Exception {
    LockFile.Entry entry = LockFile.Entry.of(TINY, "https://x/", "q4_0");
    LockFile lock = LockFile.read(folder).with("tiny", entry);
    lock.write(folder);
    assertEquals(new LockFile(Map.of("tiny", entry)), LockFile.read(folder));
    assertNotNull(lock.find("tiny"));
    assertEquals(new LockFile(Map.of()), lock.without("tiny"));
  }

  @Test
  void eachFileIsLocked() {
    LockFile.Entry entry = LockFile.Entry.of(TINY, "here", "");
    assertTrue(entry.isComplete());
    assertNull(entry.difference(TINY));
    assertEquals(
        "the digest of `tokenizer.json` differs",
        entry.difference(tiny(WEIGHTS, file("tokenizer.json", "c"))));
    assertEquals(
        "the digest of `tiny.gguf` differs",
        entry.difference(tiny(file("tiny.gguf", "c"), TOKENS)));
    assertEquals("file 2 is not `tokenizer.json`", entry.difference(tiny(WEIGHTS)));
    assertEquals("file 1 is not `tiny.gguf`", entry.difference(tiny(TOKENS, WEIGHTS)));
    assertEquals(
        "`notes.txt` is new", entry.difference(tiny(WEIGHTS, TOKENS, file("notes.txt", "d"))));
  }

  /// Of tosc before it locked all files.
  @Test
  void anOlderLockKnowsTheMainFile() throws Exception {
    LockFile lock =
        read(
            """
            {"schema": "tosc.lock/1", "models": {"tiny": {
              "version": "1.9.0", "registry": "here", "sha256": "%s", "format": "q4_0"}}}
            """
                .formatted(WEIGHTS.sha256()));
    LockFile.Entry entry = Objects.requireNonNull(lock.find("tiny"));
    assertFalse(entry.isComplete());
    assertEquals("q4_0", entry.format());
    assertNull(entry.difference(TINY));
    assertEquals(
        "the digest of `tiny.gguf` differs",
        entry.difference(tiny(file("tiny.gguf", "c"), TOKENS)));
    lock.write(folder);
    assertEquals(lock, LockFile.read(folder));
  }

  @Test
  void whatIsNoLockIsToldWithItsPlace() {
    for (String files :
        List.of(
            "[]",
            "[{\"name\": \"../x\", \"sha256\": \"%s\"}]".formatted("a".repeat(64)),
            "[{\"name\": \"x\", \"sha256\": \"a\"}]",
            "[{\"name\": \"x\"}]")) {
      String text =
          "{\"schema\": \"tosc.lock/2\", \"models\": {\"tiny\": {\"version\": \"1\","
              + " \"registry\": \"here\", \"files\": %s}}}";
      assertThrows(TensorFileFault.class, () -> read(text.formatted(files)), files);
    }
    var fault =
        assertThrows(
            TensorFileFault.class, () -> read("{\"schema\": \"tosc.lock/9\", \"models\": {}}"));
    assertEquals("expected `tosc.lock/2`", fault.reason());
  }
}
