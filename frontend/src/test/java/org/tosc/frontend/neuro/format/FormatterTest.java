package org.tosc.frontend.neuro.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.Token;
import org.junit.jupiter.api.Test;
import org.tosc.frontend.neuro.NeuroPrograms;
import org.tosc.frontend.neuro.ast.AstPrinter;
import org.tosc.frontend.neuro.parse.NeuroParser;
import org.tosc.frontend.pseudocode.Golden;
import org.tosc.frontend.pseudocode.format.Formatted;
import org.tosc.grammar.NeuroLangLexer;
import org.tosc.grammar.NeuroLangSyntax;
import org.tosc.grammar.NeuroParseResult;
import org.tosc.tir.source.Source;

final class FormatterTest {
  private static final int MUTATIONS = Integer.getInteger("mutations", 1_000);

  private static String lay(String text) {
    NeuroParseResult syntax = NeuroLangSyntax.parse(text);
    assertEquals(List.of(), syntax.faults(), text);
    return NeuroFormatter.lay(syntax);
  }

  private static List<String> wellFormed() {
    return NeuroPrograms.all().stream()
        .map(Source::text)
        .filter(text -> NeuroLangSyntax.parse(text).faults().isEmpty())
        .toList();
  }

  @Test
  void layoutIsAsWritten() {
    Golden.check("org/tosc/frontend/neuro/format/layout.txt", each -> lay(each.source()));
  }

  @Test
  void programsKeepTheirMeaningAndTheirComments() {
    wellFormed().forEach(FormatterTest::check);
    Golden.read("org/tosc/frontend/neuro/format/layout.txt").forEach(each -> check(each.source()));
  }

  @Test
  void mutatedProgramsToo() {
    NeuroPrograms.layouts(MUTATIONS, 3)
        .filter(text -> NeuroLangSyntax.parse(text).faults().isEmpty())
        .forEach(FormatterTest::check);
  }

  private static void check(String text) {
    String once = lay(text);
    assertEquals(tree(text), tree(once), text);
    assertEquals(verbatim(text), verbatim(once), text);
    assertEquals(once, lay(once), text);
  }

  @Test
  void linesAreNoLongerThanNeeded() {
    for (String text : wellFormed()) {
      lay(text)
          .lines()
          .map(line -> line.replaceFirst("\\s*//.*", "")) // comments are kept as they are
          .forEach(line -> assertTrue(line.length() <= 120, line));
    }
  }

  @Test
  void textsWithFaultsAreRefused() {
    Formatted formatted = NeuroFormatter.format(new Source("t", "fn f( {"));
    assertTrue(
        assertInstanceOf(Formatted.Refused.class, formatted).diagnostics().stream()
            .anyMatch(d -> d.isError()));
  }

  @Test
  void anyTextGivesAnAnswer() {
    NeuroPrograms.mutations(MUTATIONS, 11).forEach(t -> NeuroFormatter.format(new Source("t", t)));
  }

  @Test
  void theResultIsText() {
    assertEquals(
        new Formatted.Text("const N: i32 = 1;\n"),
        NeuroFormatter.format(new Source("t", "const N:i32=1 ;")));
    assertEquals(new Formatted.Text(""), NeuroFormatter.format(new Source("t", "\n\n")));
  }

  private static String tree(String text) {
    return AstPrinter.print(NeuroParser.parse(new Source("t", text)).file());
  }

  /// Comments and strings, which no layout changes.
  private static String verbatim(String text) {
    return NeuroLangSyntax.parse(text).tokens().getTokens().stream()
        .filter(t -> t.getChannel() == Token.HIDDEN_CHANNEL || t.getType() == NeuroLangLexer.STRING)
        .map(t -> t.getText().stripTrailing())
        .collect(Collectors.joining("\n"));
  }
}
