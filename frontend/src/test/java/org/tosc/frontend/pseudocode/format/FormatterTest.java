package org.tosc.frontend.pseudocode.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.Token;
import org.junit.jupiter.api.Test;
import org.tosc.frontend.pseudocode.Golden;
import org.tosc.frontend.pseudocode.Mutations;
import org.tosc.frontend.pseudocode.Programs;
import org.tosc.frontend.pseudocode.ast.AstPrinter;
import org.tosc.frontend.pseudocode.parse.PseudocodeParser;
import org.tosc.grammar.ParseResult;
import org.tosc.grammar.PseudocodeSyntax;
import org.tosc.tir.source.Source;

final class FormatterTest {
  private static final int MUTATIONS = Integer.getInteger("mutations", 1_000);

  private static String lay(Source source) {
    ParseResult syntax = PseudocodeSyntax.parse(source.text());
    assertEquals(List.of(), syntax.faults(), source.text());
    return PseudocodeFormatter.lay(source, syntax);
  }

  private static List<Source> wellFormed() {
    return Programs.all().stream()
        .filter(source -> PseudocodeSyntax.parse(source.text()).faults().isEmpty())
        .toList();
  }

  @Test
  void layoutIsAsWritten() {
    Golden.check(
        "org/tosc/frontend/pseudocode/format/layout.txt",
        each -> lay(new Source(each.name(), each.source())));
  }

  @Test
  void formattingTwiceChangesNothing() {
    for (Source source : wellFormed()) {
      String once = lay(source);
      assertEquals(once, lay(new Source(source.name(), once)), source.name());
    }
  }

  @Test
  void programsKeepTheirMeaning() {
    for (Source source : wellFormed()) {
      assertEquals(tree(source), tree(new Source(source.name(), lay(source))), source.name());
    }
  }

  @Test
  void mutatedProgramsKeepTheirMeaningToo() {
    Mutations.of(Mutations.LAYOUT, MUTATIONS, 3)
        .filter(text -> PseudocodeSyntax.parse(text).faults().isEmpty())
        .map(text -> new Source("t", text))
        .forEach(
            source -> {
              String once = lay(source);
              Source formatted = new Source("t", once);
              assertEquals(tree(source), tree(formatted), source.text());
              assertEquals(once, lay(formatted), source.text());
              assertEquals(verbatim(source.text()), verbatim(once), source.text());
            });
  }

  @Test
  void commentsAndStringsStay() {
    for (Source source : wellFormed()) {
      assertEquals(verbatim(source.text()), verbatim(lay(source)), source.name());
    }
  }

  @Test
  void textsWithFaultsAreRefused() {
    Formatted formatted = PseudocodeFormatter.format(new Source("t", "if x then\n"));
    assertTrue(
        assertInstanceOf(Formatted.Refused.class, formatted).diagnostics().stream()
            .anyMatch(d -> d.isError()));
  }

  @Test
  void theResultIsText() {
    assertEquals(new Formatted.Text("x = 1\n"), PseudocodeFormatter.format(new Source("t", "x=1")));
    assertEquals(new Formatted.Text(""), PseudocodeFormatter.format(new Source("t", "\n\n")));
  }

  private static String tree(Source source) {
    return AstPrinter.print(PseudocodeParser.parse(source).file());
  }

  private static String verbatim(String text) {
    return PseudocodeSyntax.parse(text).tokens().getTokens().stream()
        .filter(t -> Items.isComment(t) || isText(t))
        .map(t -> t.getText().stripTrailing())
        .collect(Collectors.joining("\n"));
  }

  private static boolean isText(Token token) {
    return token.getText().startsWith("\"") || token.getText().startsWith("'");
  }
}
