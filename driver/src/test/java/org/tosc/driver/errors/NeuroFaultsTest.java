package org.tosc.driver.errors;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tosc.driver.Compiler;
import org.tosc.driver.suite.Pages;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;

/// What `check` says about programs of Neuro-Lang with faults: always something with a position,
/// never an exception, and little more than what is wrong.
///
/// `-Dtosc.mutations=100000` sets the number of programs.
final class NeuroFaultsTest {
  private static final int COUNT = Integer.getInteger("tosc.mutations", 3_000);

  /// The right programs of the pages of errors, and the samples.
  private static List<String> programs() throws IOException {
    List<String> all = new ArrayList<>();
    for (Code code : Code.values()) {
      if (Example.language(code) == Compiler.Language.NEURO) {
        all.add(ErrorPage.of(code).fences().get(1));
      }
    }
    try (Stream<Path> files = Files.walk(Pages.root().resolve("samples"))) {
      files
          .filter(f -> f.toString().endsWith(".neuro") && !f.startsWith(Example.FOLDER))
          .sorted()
          .forEach(f -> all.add(Example.read(f)));
    }
    return all.stream().filter(p -> errors(check(p)).isEmpty()).toList();
  }

  /// The diagnostics of a text; an exception fails the test and shows the text.
  private static List<Diagnostic> check(String text) {
    List<Diagnostic> found;
    try {
      Source source = new Source("main.neuro", text);
      found = Compiler.check(source, Compiler.Language.NEURO, (path, quoted, importer) -> null);
    } catch (RuntimeException | Error fault) {
      throw new AssertionError(fault + "\n" + text, fault);
    }
    for (Diagnostic each : found) {
      assertFalse(each.span().isNone(), () -> each.message() + " has no position:\n" + text);
    }
    return found;
  }

  private static List<Diagnostic> errors(List<Diagnostic> found) {
    return found.stream().filter(Diagnostic::isError).toList();
  }

  @Test
  void oneFaultGivesLittleMoreThanOneError() throws IOException {
    List<String> programs = programs();
    assertTrue(programs.size() >= 50, () -> "only " + programs.size() + " programs");
    SplittableRandom random = new SplittableRandom(2026);
    ExtraErrors extra = new ExtraErrors();
    for (int i = 0; i < COUNT; i++) {
      String program = programs.get(random.nextInt(programs.size()));
      extra.add(check(new TokenFaults(program).one(random)));
    }
    double mean = extra.mean();
    assertTrue(mean <= 0.5, () -> "mean extra errors: " + mean);
  }

  @Test
  void severalFaultsNeverThrow() throws IOException {
    List<String> programs = programs();
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < COUNT; i++) {
      String program = programs.get(random.nextInt(programs.size()));
      for (int faults = 2 + random.nextInt(4); faults > 0; faults--) {
        program = new TokenFaults(program).one(random);
      }
      check(program);
    }
  }

  @Test
  void prefixesNeverThrow() throws IOException {
    for (String program : programs()) {
      for (int end = 0; end < program.length(); end += COUNT >= 100_000 ? 1 : 7) {
        check(program.substring(0, end));
      }
    }
  }

  /// Tokens that change places keep every word of the program, so more of it gets to the checker.
  @Test
  void partsOfOtherProgramsNeverThrow() throws IOException {
    List<String> programs = programs();
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < COUNT; i++) {
      List<String> first = lines(programs, random);
      List<String> second = lines(programs, random);
      int at = random.nextInt(first.size() + 1);
      int from = random.nextInt(second.size());
      List<String> all = new ArrayList<>(first);
      all.addAll(at, second.subList(from, Math.min(second.size(), from + 1 + random.nextInt(4))));
      check(String.join("\n", all));
    }
  }

  private static List<String> lines(List<String> programs, SplittableRandom random) {
    return programs.get(random.nextInt(programs.size())).lines().toList();
  }
}
