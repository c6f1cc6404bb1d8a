package org.tosc.driver.errors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tosc.driver.suite.Pages;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;

/// Every diagnostic code has an example that triggers it and nothing else, a golden rendering and a
/// page whose first program is wrong in that way and whose second is right.
///
/// `-Dupdate-golden=true` writes the golden files; it is refused where `CI` is set.
final class ErrorExamplesTest {
  /// Codes that no small file triggers, and why. They have a page, but no example.
  private static final Set<Code> WITHOUT_EXAMPLE =
      Arrays.stream(NoExample.values()).map(NoExample::code).collect(Collectors.toSet());

  private static Stream<Code> shown() {
    return Stream.of(Code.values()).filter(c -> !WITHOUT_EXAMPLE.contains(c));
  }

  private static Stream<Code> programs() {
    return shown().filter(c -> !Example.isCommand(c));
  }

  private static List<String> codes(Example example) {
    return example.diagnostics().stream().map(d -> d.code().name()).toList();
  }

  @Test
  void everyExampleTriggersItsCodeAndNothingElse() {
    List<String> wrong = new ArrayList<>();
    for (Code code : programs().toList()) {
      List<String> found = codes(Example.inFolder(code));
      if (!found.equals(List.of(code.name()))) {
        wrong.add(code + " gives " + found);
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void everyRenderingIsAsRecorded() throws IOException {
    boolean update = Boolean.getBoolean("update-golden");
    assertFalse(update && System.getenv("CI") != null, "golden files are not written under CI");
    for (Code code : programs().toList()) {
      String rendered = Example.inFolder(code).rendered();
      if (update) {
        Files.writeString(Example.golden(code), rendered);
      }
      assertEquals(
          Example.read(Example.golden(code)),
          rendered,
          () -> code + ": run with -Dupdate-golden=true and review the difference");
    }
  }

  @Test
  void everyPageShowsAWrongAndARightProgram() {
    List<String> wrong = new ArrayList<>();
    for (Code code : Code.values()) {
      ErrorPage page = ErrorPage.of(code);
      if (!page.text().startsWith("# " + code + ": " + code.title() + "\n")) {
        wrong.add(code + ": the heading is not the code's title");
      }
      if (page.links().isEmpty()
          || !page.links().stream().allMatch(l -> Files.exists(Pages.root().resolve(l)))) {
        wrong.add(code + ": no link, or one that leads nowhere: " + page.links());
      }
      if (page.fences().size() < 2) {
        wrong.add(code + ": a wrong and a right program were expected");
      } else if (!Example.isCommand(code)) {
        programs(code, page, wrong);
      }
    }
    assertEquals(List.of(), wrong);
  }

  private static void programs(Code code, ErrorPage page, List<String> wrong) {
    if (!WITHOUT_EXAMPLE.contains(code)) {
      List<String> first = codes(Example.onPage(code, page.fences().get(0)));
      if (!first.equals(List.of(code.name()))) {
        wrong.add(code + ": the wrong program gives " + first);
      }
    }
    List<Diagnostic> second = Example.onPage(code, page.fences().get(1)).diagnostics();
    if (!second.isEmpty()) {
      wrong.add(
          code
              + ": the right program gives "
              + second.getFirst().code()
              + " "
              + second.getFirst().span()
              + " "
              + second.getFirst().message());
    }
  }

  @Test
  void theFilesAreTheCodes() throws IOException {
    Set<String> expected = new TreeSet<>();
    shown().forEach(c -> expected.add(c + Example.ending(c)));
    shown().forEach(c -> expected.add(c + ".golden"));
    Set<String> found = new TreeSet<>();
    try (Stream<Path> files = Files.list(Example.FOLDER)) {
      files.filter(Files::isRegularFile).forEach(f -> found.add(f.getFileName().toString()));
    }
    found.remove("README.md");
    assertEquals(List.of(), difference(expected, found), "codes without a file");
    assertEquals(List.of(), difference(found, expected), "files without a code");
    assertTrue(shown().count() >= 120, () -> "only " + shown().count() + " codes have an example");
    System.out.println("codes: " + Code.values().length + ", with an example: " + shown().count());
  }

  private static List<String> difference(Set<String> all, Set<String> less) {
    return all.stream().filter(name -> !less.contains(name)).toList();
  }

  @Test
  void foldersOfImportsBelongToACode() throws IOException {
    try (Stream<Path> files = Files.list(Example.FOLDER)) {
      for (Path folder : files.filter(Files::isDirectory).toList()) {
        if (Stream.of(Code.values()).noneMatch(c -> folder.endsWith(c.name()))) {
          fail(folder + " belongs to no code");
        }
      }
    }
  }

  @Test
  void messagesAreWrittenInTheHouseStyle() {
    List<String> wrong = new ArrayList<>();
    for (Code code : programs().toList()) {
      for (Diagnostic d : Example.inFolder(code).diagnostics()) {
        if (d.message().endsWith(".")
            || (Character.isUpperCase(d.message().charAt(0)) && !Example.isRunTime(code))) {
          wrong.add(code + ": " + d.message());
        }
        if (d.message().matches(".*\\b([Ii]nvalid|[Ii]llegal|[Uu]nexpected)\\b.*")) {
          wrong.add(code + ": " + d.message());
        }
        d.labels().stream()
            .filter(l -> l.text().length() > 60)
            .forEach(l -> wrong.add(code + ": " + l.text()));
      }
    }
    assertEquals(List.of(), wrong);
  }
}
