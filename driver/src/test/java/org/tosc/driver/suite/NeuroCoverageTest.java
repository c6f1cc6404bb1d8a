package org.tosc.driver.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tosc.grammar.NeuroLangSyntax;
import org.tosc.grammar.NeuroParseResult;

/// The pages and samples of Neuro-Lang use the whole language: every alternative of the grammar and
/// every name of the library. Programs that are refused count for what is there only to be refused.
final class NeuroCoverageTest {
  /// Forms that are parsed so that they can be refused as a whole.
  private static final Set<String> REFUSED =
      Set.of(
          "boolSize",
          "openFirst",
          "first: operand",
          "first: operator",
          "first: range",
          "inner: attribute",
          "item: statement",
          "sizeOperand: FALSE",
          "sizeOperand: MINUS",
          "sizeOperand: TRUE");

  /// Formats for storage, which have no page yet.
  private static final String NOT_YET = "(i4|nvfp4|q4_0|q8_0) as the elements of a .*";

  private static List<DocProgram> programs() throws IOException {
    List<DocProgram> all = new ArrayList<>(Pages.inFolder(Pages.root().resolve("docs/neuro")));
    try (Stream<Path> samples = Files.list(Pages.root().resolve("samples/neuro"))) {
      samples
          .filter(f -> f.toString().endsWith(".neuro"))
          .sorted()
          .forEach(f -> all.add(sample(f)));
    }
    return all.stream().filter(DocProgram::isNeuro).toList();
  }

  private static DocProgram sample(Path file) {
    try {
      String name = file.getFileName().toString();
      String text = Files.readString(file);
      return new DocProgram(
          name,
          true,
          name,
          "",
          1,
          text,
          Map.of(),
          false,
          "",
          Optional.empty(),
          Optional.empty(),
          List.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static GrammarUse grammar(List<DocProgram> programs) {
    GrammarUse use = new GrammarUse();
    for (DocProgram program : programs) {
      use(program.source(), use);
      program.files().values().forEach(text -> use(text, use));
    }
    return use;
  }

  private static void use(String text, GrammarUse use) {
    NeuroParseResult parsed = NeuroLangSyntax.parse(text);
    if (parsed.faults().isEmpty()) {
      use.read(parsed.tree());
    }
  }

  @Test
  void everyAlternativeOfTheGrammar() throws IOException {
    List<String> unused =
        grammar(programs().stream().filter(p -> !p.isRefused()).toList()).missing();
    assertEquals(List.of(), unused.stream().filter(form -> !isRefused(form)).toList());
  }

  @Test
  void everyFormThatIsOnlyRefusedIsShown() throws IOException {
    List<String> unused = grammar(programs()).missing();
    assertEquals(List.of(), unused);
  }

  private static boolean isRefused(String form) {
    return REFUSED.contains(form.replaceFirst(", place .*", ""));
  }

  @Test
  void everyNameOfTheLibrary() throws IOException {
    LibraryUse use = new LibraryUse();
    programs().stream().filter(p -> !p.isRefused()).forEach(use::read);
    assertEquals(List.of(), use.missing().stream().filter(name -> !name.matches(NOT_YET)).toList());
  }
}
