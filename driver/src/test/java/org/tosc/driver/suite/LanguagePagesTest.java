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
import org.junit.jupiter.api.TestFactory;

/// Every program of the language's pages does what its page says, on every engine.
///
/// `not-yet.txt` beside this class names the programs that do not yet; the test fails when one of
/// them does, so that the list only shrinks.
final class LanguagePagesTest {
  private static final List<DocProgram> PROGRAMS =
      Pages.inFolder(Pages.root().resolve("docs/language"));
  private static final Path NOT_YET =
      Pages.root().resolve("driver/src/test/java/org/tosc/driver/suite/not-yet.txt");

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
        PROGRAMS.stream().collect(Collectors.toMap(LanguagePagesTest::name, p -> p, (p, _) -> p));
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
    fail("it is right now: take it off not-yet.txt");
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
