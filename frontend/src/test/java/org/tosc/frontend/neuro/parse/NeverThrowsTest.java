package org.tosc.frontend.neuro.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tosc.frontend.neuro.NeuroPrograms;
import org.tosc.frontend.neuro.ast.AstPrinter;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;

/// Any text gives a tree and diagnostics whose positions lie in it.
final class NeverThrowsTest {
  private static final int MUTATIONS = 2_000;

  private static Parsed check(String text) {
    try {
      Parsed parsed = NeuroParser.parse(new Source("t", text));
      AstPrinter.print(parsed.file());
      check(parsed, text);
      check(NeuroParser.parseEntry(new Source("t", text)), text);
      return parsed;
    } catch (RuntimeException | StackOverflowError e) {
      return fail("on:\n" + text.substring(0, Math.min(4_000, text.length())), e);
    }
  }

  private static void check(Parsed parsed, String text) {
    for (Diagnostic diagnostic : parsed.diagnostics()) {
      assertTrue(diagnostic.span().start() <= diagnostic.span().end());
      assertTrue(diagnostic.span().end() <= text.length());
      assertFalse(diagnostic.message().isEmpty());
    }
  }

  @Test
  void prefixesOfPrograms() {
    Random random = new Random(7);
    for (Source source : NeuroPrograms.all()) {
      String text = source.text();
      int step = Math.max(1, text.length() / 60);
      for (int end = random.nextInt(step); end < text.length(); end += step) {
        check(text.substring(0, end));
      }
    }
  }

  @Test
  void mutationsOfPrograms() {
    NeuroPrograms.mutations(MUTATIONS, 42).forEach(NeverThrowsTest::check);
  }

  @Test
  void deepNestingIsADiagnostic() {
    int n = 10_000;
    for (String[] nest :
        new String[][] {
          {"(", "1", ")"},
          {"[", "1", "]"},
          {"{", "1", "}"},
          {"f(", "1", ")"},
          {"- ", "1", ""},
          {"!", "a", ""},
          {"return ", "1", ""},
          {"if a { ", "1", " }"},
          {"a[", "1", "]"},
          {"P { x: ", "1", " }"},
          {"match a { _ => ", "1", " }"},
          {"loop { ", "1", " }"},
          {"if a {} else ", "{}", ""},
          {"a + ", "1", ""},
          {"a", "", ".b"},
          {"a", "", "(1)"},
          {"a as i32", "", " as i32"},
        }) {
      String text = "fn f() { " + nest[0].repeat(n) + nest[1] + nest[2].repeat(n) + "; }";
      Parsed parsed = check(text);
      assertTrue(
          parsed.diagnostics().stream().anyMatch(d -> d.code() == Code.E0023),
          () -> nest[0] + " gives " + parsed.diagnostics().getFirst());
      assertEquals(1, parsed.diagnostics().size(), () -> nest[0]);
    }
    check("fn f(a: " + "Tile<".repeat(n) + "1" + ">".repeat(n) + ") {}");
    check("fn f(a: " + "[".repeat(n) + "f32" + "; 1]".repeat(n) + ") {}");
    check("fn f() { let " + "(".repeat(n) + "a" + ")".repeat(n) + " = 1; }");
    check("fn f() { let x: " + "fn(".repeat(n) + ")".repeat(n) + "; }");
  }

  @Test
  void longTextsAreNoProblem() {
    int n = 20_000;
    check("fn f() { " + "let x = 1; ".repeat(n) + "}");
    check("fn f() { " + "x = 1 ".repeat(n) + "}");
    check("fn f() {} ".repeat(n));
    check("fn f() { let x = [" + "1, ".repeat(n) + "]; }");
    check("\"".repeat(n));
    check("(".repeat(n));
    check("}".repeat(n));
    check("<".repeat(n));
    check("a ? ".repeat(n));
    check("|".repeat(n));
    check("&".repeat(n));
    check("for (".repeat(n));
    check("Tile[".repeat(n));
    check("fn ".repeat(n));
    check("/*".repeat(n));
  }
}
