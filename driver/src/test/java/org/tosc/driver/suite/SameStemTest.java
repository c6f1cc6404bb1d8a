package org.tosc.driver.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tosc.driver.Compiler;
import org.tosc.driver.Programs;
import org.tosc.rt.session.Policy;
import org.tosc.rt.session.Session;
import org.tosc.tir.ir.Module;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;

/// Files of the same name in two folders are two files: each offers its own functions.
class SameStemTest {
  private static final Map<String, String> FILES =
      Map.of(
          "./a/k.neuro",
          "fn one(x: i32) -> i32 {\n    x + 1\n}\n",
          "./b/k.neuro",
          "fn one(x: i32) -> i32 {\n    x + 100\n}\nfn two(x: i32) -> i32 {\n    one(x) + 1\n}\n");

  private static final String IMPORTS =
      "import \"./a/k.neuro\" as first\nimport \"./b/k.neuro\" as second\n";

  private static Compiler.Compilation compiled(String text) {
    return Compiler.compile(
        new Source("main.pseudo", IMPORTS + text),
        Compiler.Language.PSEUDOCODE,
        (path, quoted, importer) -> new Source(path, FILES.getOrDefault(path, "")));
  }

  @Test
  void eachOffersItsOwn() throws Exception {
    Module module = compiled("print first.one(1), second.one(1), second.two(1)\n").module();
    if (module == null) {
      throw new AssertionError("refused");
    }
    for (String engine : List.of("interp", "jvm")) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      Session session = Session.builder().out(out).policy(Policy.STRICT).build();
      session.run(() -> Programs.load(module, engine).call(Module.MAIN));
      session.out().flush();
      assertEquals("2 101 102\n", out.toString(StandardCharsets.UTF_8), engine);
    }
  }

  @Test
  void noneOffersTheOthers() {
    List<Code> codes =
        compiled("print first.two(1)\n").diagnostics().stream().map(Diagnostic::code).toList();
    assertEquals(List.of(Code.E0602), codes);
  }
}
