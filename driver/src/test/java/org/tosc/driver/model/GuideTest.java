package org.tosc.driver.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tosc.driver.suite.Pages;
import org.tosc.models.blocks.Decoding;
import org.tosc.models.gguf.GgufFile;

/// `samples/guide.pseudo`, which has every run-time statement, and what others see of what it made.
final class GuideTest {
  private static final String ANSWERS =
      """
      [0, 0] -> 0
      [0, 1] -> 1
      [1, 0] -> 1
      [1, 1] -> 0
      true true
      LoadError: cannot load "none.gguf": there is no such file, and no model of that name is installed
       Rome.
       Reykjavik.
      false
      Reykjavik Rome
      cpu Tensor(shape=[], dtype=f32, data=[9])
      interp Tensor(shape=[], dtype=f32, data=[9])
      snitch Tensor(shape=[], dtype=f32, data=[9])
      Tensor(shape=[], dtype=f32, data=[9])
      """;

  @TempDir Path folder;

  @Test
  void everyStatement() throws Exception {
    Path sample = Pages.root().resolve("samples/guide.pseudo");
    String printed = Run.printed(Files.readString(sample), "jvm", folder);
    assertEquals(ANSWERS, printed.substring(0, Math.min(ANSWERS.length(), printed.length())));
    String rest = printed.substring(ANSWERS.length());
    assertTrue(rest.startsWith(" Reykjavik.\n") || rest.startsWith("curl is not installed"), rest);
    for (String line :
        List.of(
            "?? capitals.gguf\n",
            "* experiment\n  main\n",
            " what the guide made\n",
            " checkpoint: step 150\n",
            "[\"deploy\", \"git\", \"infer\", \"load\", \"monitor\", \"save\", \"train\", \"with device\"]\n",
            "deploy                1 times")) {
      assertTrue(rest.contains(line), line + " in\n" + rest);
    }
    requireArtefacts();
  }

  private void requireArtefacts() throws Exception {
    assertTrue(git("-C", "remote.git", "log", "--format=%s", "experiment").contains("guide made"));
    assertEquals("", git("status", "--short"));
    BufferedImage picture = ImageIO.read(folder.resolve("x.png").toFile());
    assertEquals(3, picture.getRaster().getNumBands());
    assertTrue(Files.readString(folder.resolve("xor.svg")).contains("<svg"));
    try (GgufFile model = GgufFile.open(folder.resolve("capitals.gguf"));
        GgufFile tuned = GgufFile.open(folder.resolve("capitals-2.gguf"))) {
      String same = "output_norm.weight";
      assertEquals(
          List.of(Decoding.floats(model.find(same))[0]),
          List.of(Decoding.floats(tuned.find(same))[0]));
    }
  }

  private String git(String... command) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("git"));
    all.addAll(List.of(command));
    Process git =
        new ProcessBuilder(all).directory(folder.toFile()).redirectErrorStream(true).start();
    try (InputStream out = git.getInputStream()) {
      String said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(0, git.waitFor(), said);
      return said;
    }
  }
}
