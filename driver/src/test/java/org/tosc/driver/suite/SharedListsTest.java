package org.tosc.driver.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tosc.driver.Compiler;
import org.tosc.driver.Programs;
import org.tosc.rt.session.Policy;
import org.tosc.rt.session.Session;
import org.tosc.tir.ir.Module;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;

/// What the checker may remember of a list that a variable holds. Lists are shared, so a program
/// that changes one through any name, at any depth, from any place must be accepted and print what
/// it computes; each row says by which way. Where nothing can change a list its shape is known, and
/// mistakes with it are found before the program runs.
class SharedListsTest {
  /// A program, the list that it changes, and what that holds at the end.
  record Row(String program, String list, String value) {
    @Override
    public String toString() {
      return program;
    }
  }

  private static Row row(String program, String list, String value) {
    return new Row(program, list, value);
  }

  /// Right programs: each changes a list behind the back of the variable it was declared with.
  static List<Row> changed() {
    return List.of(
        row("r = []; for i in 0..2 do r.push([1.0, 2.0]) end", "r", "[[1, 2], [1, 2]]"),
        row("r = []; for i in 0..2 do push(r, [1.0, 2.0]) end", "r", "[[1, 2], [1, 2]]"),
        row("r = []; for i in 0..2 do append(r, [1.0, 2.0]) end", "r", "[[1, 2], [1, 2]]"),
        row("r = []; for i in 0..2 do r += [[1.0, 2.0]] end", "r", "[[1, 2], [1, 2]]"),
        row("v = [1]; w = v; w.push(2)", "v", "[1, 2]"),
        row("v = [1]; let w = v; let u = w; u.push(2)", "v", "[1, 2]"),
        row("v = [1, 2, 3]; w = v; w.pop()", "v", "[1, 2]"),
        row("v = [1, 2, 3]; v.remove(0)", "v", "[2, 3]"),
        row("v = [7]; v.extend([8])", "v", "[7, 8]"),
        row("v = [7]; v.insert(0, 8)", "v", "[8, 7]"),
        row("v = [7]; v.clear(); v.push(1); v.push(2)", "v", "[1, 2]"),
        row("fn add(xs)\n  xs.push(2)\nend\nv = [1]; add(v)", "v", "[1, 2]"),
        row("fn add(xs)\n  xs.push(2)\nend\nv = [1]; f = add; f(v)", "v", "[1, 2]"),
        row("fn same(xs)\n  return xs\nend\nv = [1]; same(v).push(2)", "v", "[1, 2]"),
        row("v = [1]; f = (xs) => xs.push(2); f(v)", "v", "[1, 2]"),
        row("v = [1]; f = () => v.push(2); f()", "v", "[1, 2]"),
        row("v = [1]; fn f()\n  v.push(2)\nend\nf()", "v", "[1, 2]"),
        row("v = [1]; fn f()\n  return v\nend\nf().push(2)", "v", "[1, 2]"),
        row("v = [1]; p = v.push; p(2)", "v", "[1, 2]"),
        row("v = [1]; m = {v: v}; m[\"v\"].push(2)", "v", "[1, 2]"),
        row("v = [1]; m = {\"push\": fn(x)\n  v.push(x)\nend}; m.push(2)", "v", "[1, 2]"),
        row("v = [1]; m = {\"reshape\": fn(x)\n  x.push(2)\nend}; m.reshape(v)", "v", "[1, 2]"),
        row("v = [1]; w = [v]; w[0].push(2)", "v", "[1, 2]"),
        row("v = [1]; for w in [v] do w.push(2) end", "v", "[1, 2]"),
        row("v = [1]; w = [0]; w[0] = v; w[0].push(2)", "v", "[1, 2]"),
        row("v = [1]; w = []; w.push(v); w[0].push(2)", "v", "[1, 2]"),
        row("v = [1]; let [w] = [v]; w.push(2)", "v", "[1, 2]"),
        row("v = [1]; a, b = [v, 0]; a.push(2)", "v", "[1, 2]"),
        row("v = [1]; w = v or [3]; w.push(2)", "v", "[1, 2]"),
        row("v = [1]; (v or [3]).push(2)", "v", "[1, 2]"),
        row("v = [1]; match v\n  case w then w.push(2)\nend", "v", "[1, 2]"),
        row("v = [1]; try throw v catch w w.push(2) end", "v", "[1, 2]"),
        row("v = [1]; w = max(v, [0]); w.push(2)", "v", "[1, 2]"),
        row("v = [1]; reduce([3], (a, x) => a, v).push(2)", "v", "[1, 2]"),
        row("v = [1]; each([v], w => w.push(2))", "v", "[1, 2]"),
        row("v = [1]; map([v], w => w.push(2))", "v", "[1, 2]"),
        row(
            "class C; fn init(xs); self.xs = xs; end; fn grow(); self.xs.push(2); "
                + "end; end; v = [1]; c = C(v); c.grow()",
            "v",
            "[1, 2]"),
        row(
            "class C\n  fn reshape(xs)\n    xs.push(2)\n  end\nend\nv = [1]; "
                + "c = C(); c.reshape(v)",
            "v",
            "[1, 2]"),
        row(
            "class C; fn equals(xs); xs.push(2); return true; end; end; v = [1]; "
                + "print C() == v",
            "v",
            "[1, 2]"),
        row("class C\n  xs = [1]\nend\nc = C(); c.xs.push(2)", "c.xs", "[1, 2]"),
        row("fn f(xs = [1])\n  xs.push(2)\n  return tensor(xs)\nend\nr = f()", "r", "[1, 2]"),
        row("fn zeros(xs)\n  xs.push(2)\nend\nv = [1]; zeros(v)", "v", "[1, 2]"),
        row("v = [[1], [3]]; v[0].push(2); v[1].push(4)", "v", "[[1, 2], [3, 4]]"),
        row("v = [[1], [3]]; for w in v do w.push(2) end", "v", "[[1, 2], [3, 2]]"),
        row(
            "v = [[1], [3]]; for i, w in enumerate(v) do w.push(i * -1 + 5) end",
            "v",
            "[[1, 5], [3, 4]]"),
        row("v = [[1], [3]]; a = v[0]; a.push(2); v[1].push(4)", "v", "[[1, 2], [3, 4]]"),
        row("v = [[1], [3]]; a, b = v; a.push(2); b.push(4)", "v", "[[1, 2], [3, 4]]"),
        row("v = [[1], [3]]; let [a, b] = v; a.push(2); b.push(4)", "v", "[[1, 2], [3, 4]]"),
        row("v = [[1], [3]]; w = v + []; w[0].push(2); w[1].push(4)", "v", "[[1, 2], [3, 4]]"),
        row("v = [[1], [3]]; w = v * 1; w[0].push(2); w[1].push(4)", "v", "[[1, 2], [3, 4]]"),
        row("v = [[1], [3]]; w = v[0:2]; w[0].push(2); w[1].push(4)", "v", "[[1, 2], [3, 4]]"),
        row("v = [[1], [3]]; w = copy(v); w[0].push(2); w[1].push(4)", "v", "[[1, 2], [3, 4]]"),
        row("v = [[1], [3]]; w = list(v); w[0].push(2); w[1].push(4)", "v", "[[1, 2], [3, 4]]"),
        row("v = [[1], [3]]; w = reverse(v); w[0].push(2); w[1].push(4)", "v", "[[1, 4], [3, 2]]"),
        row("v = [[1], [3]]; w = [v…]; w[0].push(2); w[1].push(4)", "v", "[[1, 2], [3, 4]]"),
        row("v = [[1], [3]]; v.map(w => w.push(2))", "v", "[[1, 2], [3, 2]]"),
        row("v = [[1], [3]]; each(v, w => w.push(2))", "v", "[[1, 2], [3, 2]]"),
        row("v = [[1], [3]]; v.first().push(2); v.last().push(4)", "v", "[[1, 2], [3, 4]]"),
        row("v = [[1], [3]]; zip(v, v)[0][0].push(2); v[1].push(4)", "v", "[[1, 2], [3, 4]]"),
        row("v = [[1], [3]]; enumerate(v)[0][1].push(2); v[1].push(4)", "v", "[[1, 2], [3, 4]]"),
        row("v = [[1], [3]]; max(v).push(4); min(v).push(2)", "v", "[[1, 2], [3, 4]]"),
        row("v = [[1], [3]]; (v[0] and v[0]).push(2); v[1].push(4)", "v", "[[1, 2], [3, 4]]"),
        row(
            "fn add(xs…)\n  for x in xs do x.push(2) end\nend\nv = [[1], [3]]; add(v…)",
            "v",
            "[[1, 2], [3, 2]]"),
        row("v = [[1], [3]]; v[0] = [1, 2]; v[1] = [3, 4]", "v", "[[1, 2], [3, 4]]"),
        row("v = [[1], [3]]; v[0] += [2]; v[1] += [4]", "v", "[[1, 2], [3, 4]]"),
        row("v = [1, 2, 3]; v[0:2] = [9]", "v", "[9, 3]"),
        row("v = [[[1]], [[3]]]; v[0][0].push(2); v[1][0].push(4)", "v", "[[[1, 2]], [[3, 4]]]"),
        row(
            "v = [[[1]], [[3]]]; for a in v do for b in a do b.push(2) end end",
            "v",
            "[[[1, 2]], [[3, 2]]]"),
        row("v = [[1, 2], [3, 4]]; t = v; t[0] = t[1]", "v", "[[3, 4], [3, 4]]"),
        row(
            "fn make(); v = [1]; keep(v); return v; end; kept = []; fn keep(v); "
                + "kept.push(v); end; r = make(); kept[0].push(2)",
            "r",
            "[1, 2]"),
        row(
            "fn make(); v = [1]; try; return v; finally; v.push(2); end; end; " + "r = make()",
            "r",
            "[1, 2]"),
        row(
            "fn make()\n  v = [1]\n  return [v, v]\nend\nr = make(); r[0].push(2)",
            "r",
            "[[1, 2], [1, 2]]"),
        row(
            "fn make()\n  v = [1]\n  return [v, () => v.push(2)]\nend\nr = make(); "
                + "g = r[1]; g()",
            "r[0]",
            "[1, 2]"),
        row("v = [2]; if len(v) == 1 then v.push(3) end", "v", "[2, 3]"),
        row("v = [2]; while len(v) < 3 do v.push(3) end", "v", "[2, 3, 3]"),
        row("v = [2]; try v.push(3) catch e print e end", "v", "[2, 3]"),
        row("s = [1, 2]; t = zeros(s); s[0] = 5; u = zeros(s) + ones([5, 2])", "s", "[5, 2]"));
  }

  /// With a shape that is remembered wrongly the additions would be refused.
  private static String program(Row row) {
    return """
    %s
    found = tensor(%2$s)
    wanted = tensor(%3$s)
    print all(found == wanted).item(), found.shape == wanted.shape, sum(found + wanted).item()
    """
        .formatted(row.program().replace("; ", "\n"), row.list(), row.value());
  }

  private static Compiler.Compilation compiled(String text) {
    return Compiler.compile(
        new Source("lists.pseudo", text),
        Compiler.Language.PSEUDOCODE,
        (path, quoted, importer) -> null);
  }

  private static String output(String text, String engine) throws Exception {
    Compiler.Compilation compiled = compiled(text);
    Module module = compiled.module();
    if (module == null) {
      throw new AssertionError(text + compiled.diagnostics());
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Session session =
        Session.builder().out(out).policy(Policy.STRICT).engine(Programs.tensors()).build();
    session.run(() -> Programs.load(module, engine).call(Module.MAIN));
    session.out().flush();
    return out.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @MethodSource("changed")
  void listsThatChangeAreAcceptedAndAreWhatTheyBecame(Row row) throws Exception {
    String text = program(row);
    for (String engine : List.of("interp", "jvm")) {
      String out = output(text, engine);
      assertTrue(out.contains("true true "), () -> engine + "\n" + text + out);
    }
  }

  /// Programs that are wrong with a list that nothing can change: found before they run.
  static List<String> known() {
    return List.of(
        "s = [2, 3]; print zeros(s) + ones([2, 4])",
        "s = [2, 3]; print len(s), s; print zeros(s) + ones([2, 4])",
        "s = [2, 3]; for n in s do print n end; print zeros(s) + ones([2, 4])",
        "s = [2, 3]; n = s[0] * s[1]; print ones(n + 1) + ones([n])",
        "const s = [2, 3]; print zeros(s) + ones([2, 4])",
        "s = [2, 3]; t = s + [4]; t.push(5); print zeros(s) + ones([2, 4])",
        "s = [2, 3]; print s.map(n => n + 1), max(s), 2 in [2]; print zeros(s) + ones([2, 4])",
        "s = [2, 3]; print \"${s} and ${s[1]}\"; print zeros(s) + ones([2, 4])",
        "rows = [[1, 2], [3, 4]]; print tensor(rows) + ones([2, 3])",
        "rows = [[1, 2], [3, 4]]; print rows[0][1], len(rows[1]); print tensor(rows) + ones([2,"
            + " 3])",
        "a = [1, 2]; print tensor([a, a]) + ones([2, 3])",
        "rows = [[1, 2], [3, 4]]; for r in rows do print r end; print tensor([rows[0], [1, 2]][1])"
            + " + ones(3)",
        "fn made(n)\n  d = [2, 3]\n  return zeros(d)\nend\nprint made(1) + ones([2, 4])",
        "fn f()\n  s = [2, 3]\n  return zeros(s) + ones([2, 4])\nend\nprint f()",
        "f = () => zeros([2, 3]) + ones([2, 4]); print f()",
        "s = [1]; s = [2, 3]; print zeros(s) + ones([2, 4])",
        "t = ones([2, 3]); s = t.shape; print zeros(s) + ones([2, 4])");
  }

  @ParameterizedTest
  @MethodSource("known")
  void mistakesWithListsThatNothingChangesAreFound(String row) {
    Compiler.Compilation compiled = compiled(row.replace("; ", "\n"));
    List<Code> codes =
        compiled.diagnostics().stream().filter(Diagnostic::isError).map(Diagnostic::code).toList();
    assertEquals(List.of(Code.E0408), codes, () -> row + compiled.diagnostics());
  }
}
