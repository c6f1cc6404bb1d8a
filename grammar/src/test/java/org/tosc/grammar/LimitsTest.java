package org.tosc.grammar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Texts that are too deep, too long or too wrong end in a positioned fault, on a small stack too.
final class LimitsTest {
  private static final int DEEP = 10_000;
  private static final int LONG = 20_000;

  private static final String[][] DEEP_TEXTS = {
    {"parentheses", "(", "1", ")"},
    {"lists", "[", "1", "]"},
    {"dictionaries", "{a: ", "1", "}"},
    {"calls", "f(", "1", ")"},
    {"indexes", "a[", "1", "]"},
    {"minus", "-", "1", ""},
    {"not", "not ", "a", ""},
    {"powers", "a ** ", "a", ""},
    {"sums", "a + ", "a", ""},
    {"comparisons", "a < ", "a", ""},
    {"members", "a.", "a", ""},
    {"lambdas", "x => ", "1", ""},
    {"block lambdas", "fn() return ", "1", " end"},
    {"interpolations", "\"${", "1", "}\""},
    {"inline ifs", "if a: ", "b", ""},
    {"keyword ifs", "if a then ", "b", " end"},
    {"loops", "loop ", "b", " end"},
    {"open parentheses", "(", "", ""},
    {"open strings", "\"${", "", ""},
    {"closing", "", "1", ")"},
    {"ends", "", "x\n", "end\n"},
    {"else ifs", "if a then b else ", "c", " end"},
    {"awaits", "await ", "c", ""},
    {"loads", "y(load ", "c", ")"},
  };

  @TestFactory
  List<DynamicTest> deepNestingIsAFault() {
    List<DynamicTest> tests = new ArrayList<>();
    for (String[] row : DEEP_TEXTS) {
      String text = row[1].repeat(DEEP) + row[2] + row[3].repeat(DEEP) + "\n";
      tests.add(dynamicTest(row[0], () -> faultsOnSmallStack(text)));
    }
    return tests;
  }

  @TestFactory
  List<DynamicTest> nestingBelowTheLimitIsRead() {
    List<DynamicTest> tests = new ArrayList<>();
    for (String[] row : DEEP_TEXTS) {
      boolean balanced = !row[1].isEmpty() && !row[2].isEmpty();
      if (balanced) {
        String text = row[1].repeat(100) + row[2] + row[3].repeat(100) + "\n";
        tests.add(dynamicTest(row[0], () -> assertEquals(List.of(), parseOnSmallStack(text))));
      }
    }
    return tests;
  }

  private static void faultsOnSmallStack(String text) {
    List<SyntaxFault> faults = parseOnSmallStack(text);
    assertTrue(!faults.isEmpty() && faults.size() <= Limits.FAULTS, faults::toString);
    for (SyntaxFault fault : faults) {
      assertTrue(fault.offset() >= 0 && fault.offset() <= text.length(), fault::toString);
    }
  }

  /// The stack that `-Xss512k` gives.
  private static List<SyntaxFault> parseOnSmallStack(String text) {
    List<SyntaxFault> faults = new ArrayList<>();
    List<Throwable> thrown = new ArrayList<>();
    Thread thread =
        new Thread(
            null, () -> faults.addAll(PseudocodeSyntax.parse(text).faults()), "s", 512 << 10);
    thread.setUncaughtExceptionHandler((t, e) -> thrown.add(e));
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    assertEquals(List.of(), thrown);
    return faults;
  }

  @Test
  void deepTypesAndPatterns() {
    String open = "[".repeat(DEEP);
    String close = "]".repeat(DEEP);
    faultsOnSmallStack("let x: " + "list[".repeat(DEEP) + "int" + close + " = 1\n");
    faultsOnSmallStack("let x: " + "fn() -> ".repeat(DEEP) + "int = 1\n");
    faultsOnSmallStack("match x:\n    case " + open + "a" + close + ": b\n");
  }

  @Test
  void deepIndentation() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 2_000; i++) {
      text.append(" ".repeat(i)).append("if a:\n");
    }
    faultsOnSmallStack(text + " ".repeat(2_000) + "b\n");
  }

  @Test
  void longFlatTextsAreRead() {
    for (String row : List.of("f(1, ", "[1, ", "{a: 1, ")) {
      String closing = row.startsWith("f") ? ")" : row.startsWith("[") ? "]" : "}";
      String item = row.substring(row.startsWith("f") ? 2 : 1);
      String text = "x = " + row + item.repeat(LONG) + closing + "\n";
      assertEquals(List.of(), parseOnSmallStack(text));
    }
    assertEquals(List.of(), parseOnSmallStack("x = a + b\n".repeat(LONG)));
    assertEquals(List.of(), parseOnSmallStack("if a:\n    b\n" + "elif c:\n    d\n".repeat(LONG)));
    assertEquals(List.of(), parseOnSmallStack("print \"" + "a${b}".repeat(LONG) + "\"\n"));
  }

  @Test
  void tooLongAText() {
    assertEquals("TEXT_TOO_LONG", Trees.kinds(" ".repeat(Limits.CHARS + 1)));
  }

  @Test
  void tooLongALiteral() {
    assertEquals("LITERAL_TOO_LONG", Trees.kinds("x = \"" + "a".repeat(Limits.LITERAL) + "\"\n"));
  }

  @Test
  void tooManyTokens() {
    assertEquals("TOO_MANY_TOKENS", Trees.kinds("a\n".repeat(Limits.TOKENS / 2 + 1)));
  }

  @Test
  void tooManyFaults() {
    assertEquals(Limits.FAULTS, PseudocodeSyntax.parse("x = = 1\n".repeat(500)).faults().size());
  }
}
