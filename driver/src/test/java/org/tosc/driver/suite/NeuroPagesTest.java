package org.tosc.driver.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every program of the pages of Neuro-Lang does what its page says, on every engine.
///
/// `not-yet-neuro.txt` beside this class names the programs that do not yet; the test fails when
/// one of them does, so that the list only shrinks.
final class NeuroPagesTest {
  private static final PageSuite SUITE = PageSuite.of("docs/neuro", "not-yet-neuro.txt");
  private static final Path FOLDER = Pages.root().resolve("docs/neuro");

  @Test
  void everyProgramSaysWhatItDoes() {
    assertEquals(List.of(), Pages.silent(SUITE.programs()));
  }

  @Test
  void theIndexNamesEveryPage() throws IOException {
    assertEquals(List.of(FOLDER.resolve("README.md")), Pages.notInIndex(FOLDER));
  }

  @TestFactory
  Stream<DynamicTest> interpreter() throws IOException {
    return SUITE.on("interp");
  }

  @TestFactory
  Stream<DynamicTest> jvm() throws IOException {
    return SUITE.on("jvm");
  }

  @TestFactory
  Stream<DynamicTest> notYetRight() throws IOException {
    return SUITE.notYetRight();
  }
}
