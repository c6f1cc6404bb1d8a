package org.tosc.grammar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Precedence and forms of expressions, against the table of the language.
final class ExpressionsTest {
  /// Binary operators from the loosest level to the tightest.
  private static final List<List<String>> LEVELS =
      List.of(
          List.of("or"),
          List.of("and"),
          List.of("==", "!=", "<", "<=", ">", ">=", "in"),
          List.of("|"),
          List.of("^"),
          List.of("&"),
          List.of("<<", ">>"),
          List.of(".."),
          List.of("+", "-"),
          List.of("*", "/", "%", "mod", "div", "@"),
          List.of("**"));

  @TestFactory
  List<DynamicTest> everyPairOfOperatorsBindsByItsLevel() {
    List<DynamicTest> tests = new ArrayList<>();
    for (int i = 0; i < LEVELS.size(); i++) {
      for (int j = 0; j < LEVELS.size(); j++) {
        for (String first : LEVELS.get(i)) {
          for (String second : LEVELS.get(j)) {
            boolean leftFirst = i > j || (i == j && !first.equals("**"));
            tests.add(pair(first, second, leftFirst));
          }
        }
      }
    }
    return tests;
  }

  private static DynamicTest pair(String first, String second, boolean leftFirst) {
    String text = "a " + first + " b " + second + " c";
    String expected =
        leftFirst
            ? "(" + second + " (" + first + " a b) c)"
            : "(" + first + " a (" + second + " b c))";
    return dynamicTest(text, () -> assertEquals(expected, Trees.print(Trees.expression(text))));
  }

  private static final String[][] FORMS = {
    {"-a ** b", "(- (** a b))"},
    {"2 ** -b", "(** 2 (- b))"},
    {"-a * b", "(* (- a) b)"},
    {"a - -b", "(- a (- b))"},
    {"not a == b", "(not (== a b))"},
    {"not a and b", "(and (not a) b)"},
    {"a not in b", "(not in a b)"},
    {"a < b < c", "(< (< a b) c)"},
    {"-a.b", "(- (. a b))"},
    {"a.b.c", "(. (. a b) c)"},
    {"-a[0]", "(- ([ ] a))"},
    {"x => y => x + y", "(x => (y => (+ x y)))"},
    {"x => a or b", "(x => (or a b))"},
    {"1..3", "(.. 1 3)"},
    {"1 ..3", "(.. 1 3)"},
    {"a..b + 1", "(.. a (+ b 1))"},
    {"(load a + b)", "(load (+ a b))"},
    {"infer m with a + b", "(infer with m (+ a b))"},
  };

  @TestFactory
  List<DynamicTest> forms() {
    List<DynamicTest> tests = new ArrayList<>();
    for (String[] form : FORMS) {
      tests.add(
          dynamicTest(
              form[0], () -> assertEquals(label(form[1]), Trees.print(Trees.expression(form[0])))));
    }
    return tests;
  }

  private static String label(String print) {
    return print.replace("(x => ", "(x => ").replaceAll("\\((\\w) => ", "($1 => ");
  }

  private static final List<String> ACCEPTED =
      List.of(
          "f()",
          "f(1, 2, k = 3,)",
          "f(xs..., ys…)",
          "f(step=2, in=3, end=4)",
          "a[1]",
          "a[-1]",
          "a[1:2]",
          "a[:]",
          "a[::2]",
          "a[1::2]",
          "a[:2:]",
          "a[i, :, None]",
          "a[..., 0]",
          "[]",
          "[1, 2, ]",
          "[\n  1,\n  2\n]",
          "[xs..., 1]",
          "{}",
          "{\"k\": 1, name: 2, 3: 4, (a + b): 5, end: 6, nil: 7,}",
          "{\n  a: 1,\n\n  b: {c: 2},\n}",
          "x => x",
          "() => 1",
          "(a, b) => a + b",
          "(a, b = 2, rest...) => a",
          "(a: int) => a",
          "fn(x) return x end",
          "fn(x) -> int return x end",
          "fn(x) -> fn(int) -> list[int] return x end",
          "fn(x)\n  return x\nend",
          "fn()\nend",
          "map(fn(x)\n  y = x\n  return y\nend, xs)",
          "map(fn(x):\n    return x\n, xs)",
          "f(fn(x): return x)",
          "f(\n  fn(x)\n    if x then\n      return 1\n    end\n  end,\n  2)",
          "\"a${b}c\"",
          "\"a${\"b${\"c${d}\"}\"}e\"",
          "'a${f('x')}b'",
          "\"${ {\"k\": 1}[\"k\"] }\"",
          "\"$5 and \\${x} $\"",
          "\"a\nb\"",
          "\"\\n\\t\\r\\\\\\\"\\'\\0\\$\\u{1F600}\"",
          "0xFF + 0b101 + 1_000 + 3.14 + 1e-5 + 2E2 + 1_0.0_1",
          "a.end.for.b",
          "x.step(1).to",
          "(a\n  + b\n  - c)",
          "a +\n  b",
          "a and\n  not b",
          "f(a)(b)[c].d",
          "self.x + super.y(1)",
          "a // comment\n",
          "a /* c */ + b",
          "a @ b @ c",
          "train m for 10 steps",
          "train(1) + train",
          "load(path)",
          "await f(x)");

  @TestFactory
  List<DynamicTest> acceptedForms() {
    return ACCEPTED.stream().map(text -> dynamicTest(text, () -> Trees.expression(text))).toList();
  }
}
