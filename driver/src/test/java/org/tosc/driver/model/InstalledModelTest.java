package org.tosc.driver.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tosc.models.registry.LockFile;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.session.Policy;
import org.tosc.rt.session.Session;

/// `load` of a name: the latest version that is installed, or the one that the project uses.
class InstalledModelTest {
  @TempDir Path folder;

  /// Two versions, which differ in their layers.
  @BeforeEach
  void twoVersions() throws Exception {
    put("1.0.0", 1);
    put("1.10.0", 3);
  }

  private void put(String version, int layers) throws Exception {
    Path at = folder.resolve("models").resolve("tiny").resolve(version);
    Files.createDirectories(at);
    Files.writeString(at.resolve(".main"), "m.gguf");
    TalkingModel small = TalkingModel.SMALL;
    new TalkingModel(
            layers,
            small.width(),
            small.heads(),
            small.feedForward(),
            small.context(),
            small.format())
        .write(at.resolve("m.gguf"));
  }

  private void use(String version, String format) throws Exception {
    List<LockFile.File> files = List.of(new LockFile.File("m.gguf", "0".repeat(64)));
    LockFile.Entry entry = new LockFile.Entry(version, "here", format, files);
    new LockFile(Map.of("tiny", entry)).write(folder);
  }

  private int layers(String name) throws Exception {
    Session session =
        Session.builder()
            .policy(Policy.PERMISSIVE)
            .directory(folder)
            .environment(Map.of("TOSC_HOME", folder.toString()))
            .build();
    ModelStatements models = new ModelStatements(new EngineCompute("jvm", 1));
    LoadedModel model = (LoadedModel) session.run(() -> models.load(name));
    return model.model().transformer().architecture().layers();
  }

  @Test
  void theLatestIsTakenWhereNothingIsSaid() throws Exception {
    assertEquals(3, layers("tiny"));
    assertEquals(1, layers("tiny@1.0.0"));
  }

  @Test
  void theProjectSaysWhichVersion() throws Exception {
    use("1.0.0", "");
    assertEquals(1, layers("tiny"));
    assertEquals(3, layers("tiny@1.10.0"));
    use("1.2.0", "");
    assertEquals(
        "cannot load \"tiny\": tosc.lock wants tiny@1.2.0, which is not installed:"
            + " `tosc pkg install tiny` installs it",
        assertThrows(GuestError.class, () -> layers("tiny")).getMessage());
  }

  @Test
  void theProjectSaysWhichVariant() throws Exception {
    put("1.10.0+q8_0", 2);
    assertEquals(3, layers("tiny"));
    use("1.10.0", "q8_0");
    assertEquals(2, layers("tiny"));
    use("1.0.0", "q8_0");
    assertEquals(
        "cannot load \"tiny\": tosc.lock wants tiny@1.0.0+q8_0, which is not installed:"
            + " `tosc pkg install tiny` installs it",
        assertThrows(GuestError.class, () -> layers("tiny")).getMessage());
  }

  /// Another project has installed it.
  @Test
  void aVariantIsNotTakenForTheOriginalThatTheProjectUses() throws Exception {
    put("1.2.0+q4_0", 2);
    use("1.2.0", "");
    assertEquals(
        "cannot load \"tiny\": tosc.lock wants tiny@1.2.0, which is not installed:"
            + " `tosc pkg install tiny` installs it",
        assertThrows(GuestError.class, () -> layers("tiny")).getMessage());
    assertEquals(
        "cannot load \"tiny@1.2.0\": there is no such file, and of that name there is installed:"
            + " `tiny@1.0.0`, `tiny@1.2.0+q4_0`, `tiny@1.10.0`",
        assertThrows(GuestError.class, () -> layers("tiny@1.2.0")).getMessage());
    assertEquals(2, layers("tiny@1.2.0+q4_0"));
  }
}
