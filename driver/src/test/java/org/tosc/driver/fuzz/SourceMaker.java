package org.tosc.driver.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Makes Pseudocode programs that are well formed by construction: variables of every kind keep
/// their kind, and values of kinds that inference cannot find come from a mixed list. A program is
/// the function `p<n>`, a helper and a class, and a call that prints what it throws.
final class SourceMaker {
  private final StringBuilder out = new StringBuilder();
  private final Map<String, Long> used = new TreeMap<>();
  private final int number;
  private final Choices c;
  private final SourceValues values;
  private int loops;
  private int indent = 1;
  private int fresh;
  private boolean inHelper;

  private SourceMaker(int number, Choices c) {
    this.number = number;
    this.c = c;
    this.values = new SourceValues(number, c, this::count);
  }

  /// What a program made has: statements and forms of expressions, and how often.
  record Made(String source, Map<String, Long> used) {}

  static final String PRELUDE =
      """
      fn pick(k):
          return [1, 2.5, "text", nil, [1, 2], true, {"a": 1}, -7, "3"][k]
      fn report(e):
          if type(e) == "error":
              print("!", e.kind, e.message, e.line, e.column)
          else:
              print("!", e)
      """;

  static Made make(int number, Choices c) {
    SourceMaker maker = new SourceMaker(number, c);
    maker.program();
    return new Made(maker.out.toString(), maker.used);
  }

  private void count(String what) {
    used.merge(what, 1L, Long::sum);
  }

  private void line(String text) {
    out.append("    ".repeat(indent)).append(text).append('\n');
  }

  private void program() {
    indent = 0;
    line(
        c.coin()
            ? "fn h" + number + "(i0: int, f0: float) -> int:"
            : "fn h" + number + "(i0, f0 = 2.5):");
    indent = 1;
    inHelper = true;
    values.inHelper(true);
    line("i1 = 3");
    block(0);
    line("return " + values.integer(2));
    inHelper = false;
    values.inHelper(false);
    indent = 0;
    line("class C" + number + ":");
    line("    let total = 0");
    line("    fn init(x):");
    line("        self.x = x");
    line("    fn step(k):");
    line("        self.total = self.total + k");
    line("        return self.total");
    line("fn p" + number + "():");
    indent = 1;
    line("i0 = " + values.integer(0));
    line("i1 = " + values.integer(0));
    line("f0 = " + values.real(0));
    line("b0 = " + values.truth(0));
    line("s0 = " + values.text(0));
    line("xs = [1, 2, 3]");
    line("d = {\"a\": 1}");
    line("u = pick(" + c.below(9) + ")");
    line("o = C" + number + "(" + values.integer(0) + ")");
    line("g = x => x + i0");
    block(2);
    line("print(i0, i1, f0, b0, s0, xs, d, u, o.total, g(1))");
    indent = 0;
    line("try:");
    line("    p" + number + "()");
    line("catch e:");
    line("    report(e)");
  }

  private void block(int depth) {
    int n = 1 + c.below(depth == 0 ? 2 : 5);
    for (int i = 0; i < n; i++) {
      if (statement(depth)) {
        return; // what follows would not be reached
      }
    }
  }

  /// Makes one statement; whether it always leaves the block.
  private boolean statement(int depth) {
    if (inHelper) {
      return simpleInHelper();
    }
    switch (c.below(depth == 0 ? 13 : 21)) {
      case 0 -> line(c.pick(List.of("i0", "i1")) + " = " + note("assign", values.integer(3)));
      case 1 -> line("f0 = " + note("assign", values.real(3)));
      case 2 -> line("s0 = " + note("assign", values.text(3)));
      case 3 -> line("b0 = " + note("assign", values.truth(3)));
      case 4 -> line("xs = " + note("assign", values.list(2)));
      case 5 -> line("u = " + note("any", values.any(3)));
      case 6 ->
          line(
              c.pick(List.of("i0 += ", "i1 -= ", "i0 *= ")) + note("augmented", values.integer(1)));
      case 7 -> line("xs.push(" + note("push", values.integer(1)) + ")");
      case 8 -> line("xs[" + note("set", values.integer(0)) + "] = " + values.integer(1));
      case 9 -> line("d[" + note("set", values.text(1)) + "] = " + values.any(1));
      case 10 -> line("print " + note("print", values.any(2)));
      case 11 -> line("u = o.step(" + note("method", values.integer(1)) + ")");
      case 12 -> {
        return exit();
      }
      case 13 -> branch(depth);
      case 14 -> repeat(depth);
      case 15 -> forRange(depth);
      case 16 -> forEach(depth);
      case 17 -> attempt(depth);
      case 18 -> closure();
      case 19 -> match(depth);
      default -> unless(depth);
    }
    return false;
  }

  private boolean simpleInHelper() {
    switch (c.below(3)) {
      case 0 -> line("i0 = " + values.integer(2));
      case 1 -> line("i1 = " + values.integer(2));
      default -> line("if " + values.truth(1) + " then return " + values.integer(1) + " end");
    }
    return false;
  }

  private String note(String what, String expression) {
    count(what);
    return expression;
  }

  private boolean exit() {
    switch (c.below(6)) {
      case 0 -> line("throw " + note("throw", values.text(1)));
      case 1 -> line("throw error(\"ValueError\", " + note("throw error", values.text(1)) + ")");
      case 2 -> {
        line("if " + values.truth(2) + " then return " + note("return", "nil") + " end");
        return false;
      }
      case 3 -> {
        if (loops > 0) {
          line("if " + values.truth(1) + " then " + note("break", "break") + " end");
        } else {
          line("u = i0 div " + values.integer(0));
        }
        return false;
      }
      case 4 -> {
        if (loops > 0) {
          line("if " + values.truth(1) + " then " + note("continue", "continue") + " end");
        } else {
          line("u = xs[" + values.integer(0) + "]");
        }
        return false;
      }
      default -> {
        line("u = " + values.any(2));
        return false;
      }
    }
    return true;
  }

  /// An exit where a condition does not hold, and nothing but that.
  private void unless(int depth) {
    count("unless");
    line("if " + values.truth(2) + ":");
    nested(depth);
    line("else:");
    indent++;
    List<String> exits = List.of("return nil", "throw \"out\"", "break", "continue");
    line(exits.get(c.below(loops > 0 ? 4 : 2)));
    indent--;
  }

  private void nested(int depth) {
    indent++;
    block(depth - 1);
    indent--;
  }

  private void branch(int depth) {
    count("if");
    line("if " + values.truth(2) + ":");
    nested(depth);
    if (c.coin()) {
      line("elif " + values.truth(2) + ":");
      nested(depth);
    }
    if (c.coin()) {
      line("else:");
      nested(depth);
    }
  }

  private void repeat(int depth) {
    count("while");
    String counter = "n" + fresh++;
    line(counter + " = 0");
    line("while " + counter + " < " + (1 + c.below(3)) + ":");
    indent++;
    line(counter + " += 1");
    indent--;
    loops++;
    nested(depth);
    loops--;
  }

  private void forRange(int depth) {
    count("for range");
    line("for k" + fresh++ + " in 0.." + c.below(4) + ":");
    loops++;
    nested(depth);
    loops--;
  }

  private void forEach(int depth) {
    count("for each");
    String item = "q" + fresh++;
    line("for " + item + " in " + c.pick(List.of("xs[0:2]", "\"äb\"", "[1, \"b\"]")) + ":");
    indent++;
    line("print " + item);
    indent--;
    loops++;
    nested(depth);
    loops--;
  }

  private void attempt(int depth) {
    count("try");
    line("try:");
    nested(depth);
    line("catch e" + fresh + ":");
    indent++;
    line("report(e" + fresh++ + ")");
    block(0);
    indent--;
    if (c.coin()) {
      count("finally");
      line("finally:");
      indent++;
      line("print \"finally\"");
      indent--;
    }
  }

  private void closure() {
    count("closure");
    String name = "w" + fresh++;
    line(name + " = (a, b) => a + b * i1");
    line("i1 = " + values.integer(1));
    line("u = " + name + "(" + values.any(1) + ", " + values.integer(1) + ")");
  }

  private void match(int depth) {
    count("match");
    line("match " + values.any(1) + ":");
    indent++;
    List<String> patterns =
        new ArrayList<>(List.of("1", "\"text\"", "[a0, b1]", "nil", "2.5", "true"));
    line("case " + c.pick(patterns) + ":");
    nested(Math.min(depth, 1));
    line("else:");
    nested(Math.min(depth, 1));
    indent--;
  }
}
