package org.tosc.grammar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Each statement form, in both block styles where it has blocks, alone and inside blocks of either
/// style.
final class StatementFormsTest {
  /// The label of a statement and its texts.
  private record Row(String label, List<String> texts) {}

  private static Row row(String label, String... texts) {
    return new Row(label, List.of(texts));
  }

  private static final List<Row> ROWS =
      List.of(
          row(
              "Let",
              "let x = 1",
              "let x: int = 1",
              "const x = 1",
              "let a, b = f()",
              "let x",
              "let [a, [b, c]] = f()",
              "let a, rest... = xs",
              "let f: fn(int) -> int = a => a",
              "let t: tensor[batch, 768, f32] = x",
              "let t: tensor[2 * d, d + 1] = x",
              "let d: dict[string, list[int]] = {}"),
          row("Tensor", "tensor x = [1, 2]", "tensor x: tensor[2] = [1, 2]"),
          row(
              "Expression",
              "x = 1",
              "x += 1",
              "x **= 2",
              "x <<= 1",
              "a[i] = 1",
              "o.f = 1",
              "a, b = f()",
              "a, b = b, a",
              "xs[0], o.f = 1, 2",
              "f(x)",
              "print(1, 2)",
              "x: int = 3",
              "x: int",
              "f = fn(x): return x",
              "f = fn(x)\n  return x\nend",
              "f = fn(x):\n    return x",
              "r = train m on d:\n    epochs = 3",
              "r = train m on d do\n  epochs = 3\nend",
              "train m on d: epochs = 3, seed = 1",
              "train m on d: epochs = 3, save every 2 steps, eval every n epochs, seed = 1",
              "train m on d: save every 2 steps, epochs = 3",
              "train m on d: epochs = 3,\n  save every 2 steps",
              "f(train m on d: epochs = 3, save every 2 steps)",
              "print(infer m with y: max_tokens = 64)",
              "print(infer m with y: max_tokens = 64, seed = 1)",
              "xs = [infer m with y: seed = 1, infer m with z: seed = 2]",
              "d = {\"a\": infer m with y: seed = 1, b: (infer m with z: seed = 2) + x}",
              "s = \"${infer m with y: seed = 1}\"",
              "print(f(a)[i:j], infer m with y[i:j]: seed = 1)",
              "train m on d for 3 epochs",
              "train m for 100 steps",
              "x = load \"a\"",
              "x = infer m with y",
              "infer m with y: max_tokens = 64, seed = 1",
              "infer m with y:\n    seed = 1",
              "stats = monitor",
              "x =\\\n1".replace("\\\n", " "),
              "output(1)",
              "input(\"?\")"),
          row(
              "Print",
              "print 1",
              "print",
              "print a, b",
              "print -x",
              "print [1, 2]",
              "print (a) + b",
              "print \"a\" + b",
              "print not a",
              "print {a: 1}"),
          row("Output", "output x", "output x + 1", "output \"a\"", "output [1, 2]"),
          row("Input", "input x", "input self.x"),
          row("Pass", "pass"),
          row("Throw", "throw e", "throw error(\"a\", \"b\")"),
          row(
              "If",
              "if a:\n    b",
              "if a: b",
              "if a then\n  b\nend",
              "if a then b end",
              "if a:\n    b\nelif c:\n    d\nelse:\n    e",
              "if a: b\nelif c: d\nelse: e",
              "if a then\nb\nelif c then\nd\nelse\ne\nend",
              "if a then b elif c then d else e end",
              "if a then\n  b\nelse if c then\n  d\nend end"),
          row("While", "while a:\n    b", "while a: b", "while a do\n  b\nend", "while a do b end"),
          row(
              "For",
              "for x in xs:\n    y",
              "for x in xs do\n  y\nend",
              "for i in a..b: c",
              "for i in a to b step 2 do c end",
              "for i in 0..10 step 5:\n    c",
              "for k, v in d:\n    c",
              "for step in 0..6 step step: f(step)",
              "for i in 0 to to do f(i) end"),
          row(
              "Repeat",
              "repeat\n  a\nuntil b",
              "repeat:\n    a\nuntil b",
              "repeat a until b",
              "repeat: a\nuntil b"),
          row(
              "Loop",
              "loop\n  a\nend",
              "loop:\n    a",
              "loop do a end",
              "loop\n  break\nend loop",
              "loop: break"),
          row(
              "Match",
              "match x\ncase 1 then\n  a\nelse\n  b\nend",
              "match x:\n    case 1:\n        a\n    else:\n        b",
              "match x:\n    case [a, b, rest...] if a > b: c\n    case \"s\" or -1: d",
              "match x\ncase E.A then a\ncase _ then b\nend",
              "match x case 1 then a else b end"),
          row(
              "Try",
              "try\n  a\ncatch e\n  b\nfinally\n  c\nend",
              "try:\n    a\ncatch e:\n    b\nfinally:\n    c",
              "try a catch e then b end",
              "try:\n    a\ncatch:\n    b",
              "try: a\ncatch e: b",
              "try\n  a\ncatch\n  b\nend",
              "try a catch e print(e) end"),
          row(
              "Function",
              "fn f(a, b: float = 1.0, rest...) -> int\n  return a\nend",
              "fn f(a):\n    return a",
              "fn f(a): return a",
              "fn f(a) return a end",
              "function f()\nend",
              "procedure f():\n    pass",
              "fn f() -> list\n  [1].x()\nend",
              "fn f(g: fn(int) -> int) -> tensor[n, f32]:\n    return g",
              "@precision(f32)\nfn f(x)\nend",
              "@a.b\n@c(1)\nexport fn f(): pass",
              "async fn f()\nend",
              "fn model(layer, step = 1, in = 2)\nend"),
          row(
              "Class",
              "class C\n  let x = 1\n  fn f() return self.x end\nend",
              """
              class C extends D:
                  static let n = 0
                  let x
                  fn init(x):
                      self.x = x\
              """,
              "class C\nend",
              "class C fn f() end end"),
          row(
              "Enum",
              "enum E\n  A\n  B = 5\nend",
              "enum E:\n    A\n    B = 5",
              "enum E: A, B",
              "enum E\n  A,\n  B,\nend"),
          row(
              "Model",
              "model M:\n    W = param([2])\n    layer f(x): return x @ W",
              "model M\n  layer f(x)\n    return x\n  end\n  layer d: kind=dense, in=4, out=2\nend",
              "model M(n = 3):\n    layer f(x) -> tensor:\n        return x"),
          row("Import", "import \"./p.pseudo\"", "import p", "import p as q", "import load as l"),
          row("FromImport", "from \"p\" import a, b as c", "from p import a"),
          row("Export", "export fn f() end", "export a, b", "export x = 1", "export class C\nend"),
          row("Module", "module m\n  fn f() end\nend", "module m:\n    x = 1"),
          row("Load", "load \"x\" as n", "load path as n", "load (a + b) as n"),
          row(
              "Save",
              "save x to \"p\"",
              "save x + 1 to path",
              "save [1, 2] to p",
              "save {\"x\": a} to p"),
          row("SaveEvery", "save every 100 steps", "save every n epochs"),
          row("EvalEvery", "eval every 50 steps"),
          row(
              "Deploy",
              "deploy m on port 8080",
              "deploy m on port p, host = \"x\"",
              "deploy m on port p as s, batch = 4"),
          row(
              "Pipeline",
              "pipeline p:\n    step 1: a\n    step 2:\n        b\n    return step2.output",
              "pipeline p\n  step 1: a\n  step two do\n    b\n  end\n  return step2.output\nend"),
          row(
              "WithDevice",
              "with device \"cpu\":\n    a",
              "with device \"cpu\" do\n  a\nend",
              "with device \"gpu:0\", fallback=true:\n    a"),
          row("Monitor", "monitor"),
          row("Git", "git init", "git commit \"m\"", "git branch \"b\"", "git log", "git push"),
          row(
              "Test",
              "test \"name\":\n    a",
              "test \"name\" do\n  a\nend",
              "test \"name\"\n  a\nend"),
          row("Yield", "yield x"));

  @TestFactory
  List<DynamicTest> everyForm() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Row row : ROWS) {
      for (String text : row.texts) {
        tests.add(dynamicTest(text, () -> check(row.label, text)));
      }
    }
    return tests;
  }

  private static void check(String label, String text) {
    assertEquals("", Trees.kinds(text), text);
    assertEquals(List.of(label), Trees.statements(text), text);
    assertEquals(List.of(label, "Print"), Trees.statements(text + "\nprint 1\n"), text);
    String deeper = text.replace("\n", "\n      ");
    for (String outer :
        List.of(
            "while outer:\n      TEXT\n      print 1\n",
            "while outer do\n      TEXT\n      print 1\nend\n",
            "if outer then\n  loop:\n      TEXT\n      print 1\nelse\n  print 2\nend\n",
            "loop:\n  if outer then\n      TEXT\n  else print 1 end\n")) {
      String nested = outer.replace("TEXT", deeper);
      assertEquals("", Trees.kinds(nested), nested);
    }
    String crlf = text.replace("\n", "\r\n") + "\r\nprint 1\r\n";
    assertEquals(List.of(label, "Print"), Trees.statements(crlf), "with CRLF: " + text);
    String cr = text.replace("\n", "\r") + "\rprint 1\r";
    assertEquals(List.of(label, "Print"), Trees.statements(cr), "with CR: " + text);
  }

  private static final List<String> WORDS =
      List.of(
          "model",
          "layer",
          "tensor",
          "train",
          "infer",
          "load",
          "save",
          "deploy",
          "pipeline",
          "step",
          "monitor",
          "git",
          "with",
          "on",
          "every",
          "steps",
          "epochs",
          "port",
          "device",
          "from",
          "as",
          "input",
          "output",
          "to",
          "test",
          "eval",
          "print",
          "mod",
          "div",
          "repeat",
          "loop",
          "pass");

  @TestFactory
  List<DynamicTest> contextualWordsAreNames() {
    List<DynamicTest> tests = new ArrayList<>();
    for (String word : WORDS) {
      tests.add(dynamicTest(word, () -> assertEquals("", Trees.kinds(uses(word)))));
    }
    return tests;
  }

  private static String uses(String word) {
    String text =
        """
        W = 3
        W += 1
        x = W + W * W
        x = f(W, W = 2, k = W)
        x = y.W + W.y
        W.a = 1
        xs = [W, W]
        d = {W: W}
        let W = 2
        W, a = [1, 2]
        for W in xs: y = W
        fn f(W, b = W)
          return W
        end
        g = W => W
        h = (W, z) => W
        x = (W)
        x = W
        if W == 2 then y = W end
        class C
          fn W(a) return self.W end
        end
        catch_all = "${W}"
        """;
    return text.replace("W", word);
  }

  @Test
  void callsAndIndexesOfContextualWords() {
    for (String word :
        List.of("layer", "train", "save", "load", "step", "git", "monitor", "tensor")) {
      assertEquals(List.of("Expression"), Trees.statements(word + "(3)"), word);
      assertEquals(List.of("Expression"), Trees.statements(word + "[0] = 1"), word);
    }
  }

  @Test
  void aLeadingDotOrOperatorContinuesOnlyInsideBrackets() {
    assertEquals("", Trees.kinds("x = (a\n  .b()\n  + c)\n"));
    assertEquals(2, Trees.statements("x = a\n-b\n").size());
    assertEquals("MISSING_OPERAND", Trees.kinds("x = a\n* b\n"));
  }

  @Test
  void commentsStayOnTheHiddenChannel() {
    ParseResult result = PseudocodeSyntax.parse("# a\nif x: # b\n    y // c\n    /* d\n e */\nz\n");
    assertEquals(List.of(), result.faults());
    List<String> comments =
        result.tokens().getTokens().stream()
            .filter(t -> t.getChannel() != 0)
            .map(t -> t.getText())
            .toList();
    assertEquals(List.of("# a", "# b", "// c", "/* d\n e */"), comments);
  }
}
