package org.tosc.driver.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every program of the pages of Neuro-Lang does what its page says, on every engine.
///
/// `not-yet-neuro.txt` beside this class names the programs that do not yet; the test fails when
/// one of them does, so that the list only shrinks.
final class NeuroPagesTest {
  private static final List<DocProgram> PROGRAMS =
      Pages.inFolder(Pages.root().resolve("docs/neuro"));
  private static final Path NOT_YET =
      Pages.root().resolve("driver/src/test/java/org/tosc/driver/suite/not-yet-neuro.txt");

  private static final Path FOLDER = Pages.root().resolve("docs/neuro");

  @Test
  void everyProgramSaysWhatItDoes() {
    List<String> silent =
        PROGRAMS.stream()
            .filter(p -> p.claims().isEmpty() && !p.checkOnly() && p.prints().isEmpty())
            .filter(p -> p.output().isEmpty() && p.error().isEmpty())
            .map(DocProgram::toString)
            .toList();
    assertEquals(List.of(), silent);
  }

  @Test
  void theIndexNamesEveryPage() throws IOException {
    String index = Files.readString(FOLDER.resolve("README.md"));
    try (Stream<Path> pages = Files.list(FOLDER)) {
      List<Path> missing = pages.filter(p -> !index.contains("(" + p.getFileName() + ")")).toList();
      assertEquals(List.of(FOLDER.resolve("README.md")), missing);
    }
  }

  @TestFactory
  Stream<DynamicTest> interpreter() throws IOException {
    return on("interp");
  }

  @TestFactory
  Stream<DynamicTest> jvm() throws IOException {
    return on("jvm");
  }

  @TestFactory
  Stream<DynamicTest> notYetRight() throws IOException {
    Map<String, DocProgram> programs =
        PROGRAMS.stream().collect(Collectors.toMap(NeuroPagesTest::name, p -> p, (p, _) -> p));
    return notYet().stream()
        .map(name -> DynamicTest.dynamicTest(name, () -> assertStillWrong(programs.get(name))));
  }

  private static void assertStillWrong(@Nullable DocProgram program) throws Exception {
    assertNotNull(program, "no page has this program");
    try {
      check(program, "interp");
      check(program, "jvm");
    } catch (AssertionError | IllegalStateException stillWrong) {
      return;
    }
    fail("it is right now: take it off not-yet-neuro.txt");
  }

  private static Stream<DynamicTest> on(String engine) throws IOException {
    Set<String> notYet = notYet();
    return PROGRAMS.stream()
        .map(
            p ->
                DynamicTest.dynamicTest(
                    p.toString(),
                    () -> {
                      if (!notYet.contains(name(p))) {
                        check(p, engine);
                      }
                    }));
  }

  static String name(DocProgram program) {
    return program.page() + ": " + program.name();
  }

  private static Set<String> notYet() throws IOException {
    try (Stream<String> lines = Files.lines(NOT_YET)) {
      return lines
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static void check(DocProgram program, String engine) throws Exception {
    assertEquals(List.of(), PageRun.faults(program, engine));
  }
}
