package org.tosc.driver.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The language's pages are complete and follow their conventions.
final class PagesTest {
  private static final Path FOLDER = Pages.root().resolve("docs/language");

  @Test
  void everyProgramSaysWhatItDoes() {
    assertEquals(List.of(), Pages.silent(Pages.inFolder(FOLDER)));
  }

  @Test
  void thereAreManyPrograms() {
    assertTrue(Pages.inFolder(FOLDER).size() >= 600);
  }

  @Test
  void wrongShapesAreMany() {
    long refused =
        Pages.read(FOLDER.resolve("shapes.md")).stream().filter(DocProgram::isRefused).count();
    assertTrue(refused >= 90);
  }

  @Test
  void theIndexNamesEveryPage() throws IOException {
    assertEquals(List.of(FOLDER.resolve("README.md")), Pages.notInIndex(FOLDER));
  }

  @Test
  void aClaimHasItsParts() {
    Claim claim =
        Claim.of(Claim.MAIN, "x = 1\ny = a @ b   # error: E0401 [2, 3] [4] axis 1 \"b c\"")
            .getFirst();
    assertEquals(
        new Claim(
            Claim.MAIN, 2, true, Optional.of("E0401"), List.of("[2, 3]", "[4]", "axis 1", "b c")),
        claim);
    assertTrue(claim.accepts(true, "E0401", Claim.MAIN, 2, "[2, 3] and [4]: axis 1, b c"));
  }
}
