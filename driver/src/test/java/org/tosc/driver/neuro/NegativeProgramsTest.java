package org.tosc.driver.neuro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tosc.driver.suite.Pages;
import org.tosc.tir.source.Diagnostic;

/// Programs that the checker refuses, with the code that each gives and what the terminal shows.
///
/// `-Dupdate-golden=true` writes the golden files; it is refused where `CI` is set.
final class NegativeProgramsTest {
  private static final Path FOLDER =
      Pages.root().resolve("driver/src/test/resources/neuro/negative");

  private static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(f -> f.toString().endsWith(".md")).sorted().toList();
    }
  }

  @Test
  void everyProgramGivesItsCodes() throws IOException {
    List<String> wrong = new ArrayList<>();
    int refused = 0;
    for (Path page : pages()) {
      for (NegativeProgram program : NegativeProgram.of(page)) {
        List<Diagnostic> found = program.check();
        List<String> codes = found.stream().map(d -> d.code().name()).toList();
        refused += program.codes().isEmpty() ? 0 : 1;
        if (!codes.equals(program.codes())) {
          wrong.add(
              program.page()
                  + ", "
                  + program.title()
                  + ": "
                  + codes
                  + "\n"
                  + program.rendered(found));
        }
      }
    }
    assertEquals("", String.join("\n", wrong));
    int count = refused;
    assertTrue(count >= 150, () -> "only " + count + " programs are refused");
    System.out.println("programs that are refused: " + refused);
  }

  @Test
  void everyRenderingIsAsRecorded() throws IOException {
    boolean update = Boolean.getBoolean("update-golden");
    assertFalse(update && System.getenv("CI") != null, "golden files are not written under CI");
    for (Path page : pages()) {
      StringBuilder text = new StringBuilder();
      NegativeProgram.of(page).forEach(p -> text.append(p.rendered(p.check())).append('\n'));
      Path golden = golden(page);
      if (update) {
        Files.writeString(golden, text);
      }
      assertEquals(
          Files.exists(golden) ? NegativeProgram.read(golden) : "",
          text.toString(),
          () -> golden + ": run with -Dupdate-golden=true and review the difference");
    }
  }

  private static Path golden(Path page) {
    return page.resolveSibling(page.getFileName().toString().replace(".md", ".golden"));
  }

  @Test
  void everyGoldenFileBelongsToAPage() throws IOException {
    List<Path> expected = pages().stream().map(NegativeProgramsTest::golden).toList();
    try (Stream<Path> files = Files.list(FOLDER)) {
      List<Path> found = files.filter(f -> f.toString().endsWith(".golden")).sorted().toList();
      assertEquals(expected, found);
    }
  }

  @Test
  void everySectionIsRead() throws IOException {
    for (Path page : pages()) {
      long headings = NegativeProgram.read(page).lines().filter(l -> l.startsWith("## ")).count();
      List<NegativeProgram> programs = NegativeProgram.of(page);
      assertEquals(headings, programs.size(), page.toString());
      programs.forEach(
          p -> assertTrue(p.files().containsKey(NegativeProgram.MAIN), page + ": " + p.title()));
    }
  }
}
