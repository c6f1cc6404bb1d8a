package org.tosc.frontend.pseudocode.parse;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tosc.frontend.pseudocode.Mutations;
import org.tosc.frontend.pseudocode.Programs;
import org.tosc.frontend.pseudocode.ast.AstPrinter;
import org.tosc.frontend.pseudocode.format.PseudocodeFormatter;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;

/// Any text gives a tree and diagnostics whose positions lie in it.
final class NeverThrowsTest {
  private static final int MUTATIONS = 2_000;

  private static void check(String text) {
    try {
      Source source = new Source("t", text);
      Parsed parsed = PseudocodeParser.parse(source);
      AstPrinter.print(parsed.file());
      for (Diagnostic diagnostic : parsed.diagnostics()) {
        assertTrue(diagnostic.span().start() <= diagnostic.span().end());
        assertTrue(diagnostic.span().end() <= text.length());
        assertFalse(diagnostic.message().isEmpty());
      }
      PseudocodeFormatter.format(source);
    } catch (RuntimeException | StackOverflowError e) {
      fail("on:\n" + text, e);
    }
  }

  @Test
  void prefixesOfPrograms() {
    Random random = new Random(7);
    for (Source source : Programs.all()) {
      String text = source.text();
      int cuts = source.name().endsWith(".pseudo") ? 40 : 3;
      int step = Math.max(1, text.length() / cuts);
      for (int end = random.nextInt(step); end < text.length(); end += step) {
        check(text.substring(0, end));
      }
    }
  }

  @Test
  void mutationsOfPrograms() {
    Mutations.of(Mutations.ANYTHING, MUTATIONS, 42).forEach(NeverThrowsTest::check);
  }

  @Test
  void longChainsAndDeepNesting() {
    int n = 20_000;
    check("x = 1" + " + 1".repeat(n));
    check("x = a" + ".b".repeat(n));
    check("x = a" + "(1)".repeat(n));
    check("x = a" + " < b".repeat(n));
    check("x = " + "(".repeat(n) + "1" + ")".repeat(n));
    check("x = " + "-".repeat(n) + "1");
    check("x = " + "not ".repeat(n) + "1");
    check("x = " + "[".repeat(n));
    check("if a then ".repeat(n));
    check("if a: ".repeat(n));
    check("\"${".repeat(n));
    check("x => ".repeat(n));
    check("a ** ".repeat(n));
    check("x = 1\n".repeat(n));
  }

  @Test
  void allPrograms() {
    Programs.all().forEach(source -> check(source.text()));
  }
}
