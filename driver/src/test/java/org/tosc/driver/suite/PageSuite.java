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

/// The programs on the pages of one language, and the file beside the tests that names those that
/// do not do yet what their page says.
///
/// @param programs the programs in the order of their pages
/// @param notYet the file: a page and a heading in each line
record PageSuite(List<DocProgram> programs, Path notYet) {
  /// The suite of a folder, such as `docs/language`, with the list of that name.
  static PageSuite of(String folder, String notYet) {
    return new PageSuite(
        Pages.inFolder(Pages.root().resolve(folder)),
        Pages.root().resolve("driver/src/test/java/org/tosc/driver/suite").resolve(notYet));
  }

  /// A test for each program; those of the list are left out.
  Stream<DynamicTest> on(String engine) throws IOException {
    Set<String> wrong = wrong();
    return programs.stream()
        .map(
            p ->
                DynamicTest.dynamicTest(
                    p.toString(),
                    () -> {
                      if (!wrong.contains(name(p))) {
                        check(p, engine);
                      }
                    }));
  }

  /// A test for each program of the list, which fails where the program is right.
  Stream<DynamicTest> notYetRight() throws IOException {
    Map<String, DocProgram> byName =
        programs.stream().collect(Collectors.toMap(PageSuite::name, p -> p, (p, _) -> p));
    return wrong().stream()
        .map(name -> DynamicTest.dynamicTest(name, () -> assertStillWrong(byName.get(name))));
  }

  private void assertStillWrong(@Nullable DocProgram program) throws Exception {
    assertNotNull(program, "no page has this program");
    try {
      check(program, "interp");
      check(program, "jvm");
    } catch (AssertionError | IllegalStateException stillWrong) {
      return;
    }
    fail("it is right now: take it off " + notYet.getFileName());
  }

  private static String name(DocProgram program) {
    return program.page() + ": " + program.name();
  }

  private Set<String> wrong() throws IOException {
    try (Stream<String> lines = Files.lines(notYet)) {
      return lines
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static void check(DocProgram program, String engine) throws Exception {
    assertEquals(List.of(), PageRun.faults(program, engine));
  }
}
