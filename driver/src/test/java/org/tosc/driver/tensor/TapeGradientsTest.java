package org.tosc.driver.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tosc.backends.api.Engine;
import org.tosc.backends.api.Loaded;
import org.tosc.driver.Compiler;
import org.tosc.driver.SourceStore;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.session.Session;
import org.tosc.tir.ir.Module;
import org.tosc.tir.source.Source;

/// Derivatives of programs, on both engines. The expected ones follow from the rules of calculus.
final class TapeGradientsTest {
  private static final String PRELUDE = "fn show(t): print to_list(t)\n";

  private static final Map<String, String> PROGRAMS = new TreeMap<>();

  static {
    PROGRAMS.put("show(grad(x => sum(x ** 3))(tensor([1, 2])))", "[3, 12]");
    // the same tensor in two places is two arguments
    PROGRAMS.put("x = tensor([3])\nshow(grad((a, b) => sum(a * b * b))(x, x))", "[9]");
    // and a captured one is constant
    PROGRAMS.put("x = tensor([3])\nshow(grad(a => sum(a * x))(x))", "[3]");
    PROGRAMS.put("f = grad(x => sum(x ** 4))\nshow(grad(x => sum(f(x)))(tensor([2])))", "[48]");
    PROGRAMS.put("show(grad(x => 5)(tensor([1, 2])))", "[0, 0]");
    PROGRAMS.put("show(grad(x => x.max())(tensor([1, 4, 2])))", "[0, 1, 0]");
    PROGRAMS.put("show(grad(x => sum(clamp(x, 0, 2)))(tensor([-1, 1, 3])))", "[0, 1, 0]");
    PROGRAMS.put("show(grad(x => x[1])(tensor([1, 2, 3])))", "[0, 1, 0]");
    PROGRAMS.put("show(grad(x => sum(concat(x, x * 2)))(tensor([1, 2])))", "[3, 3]");
    PROGRAMS.put(
        "show(grad((p, k) => sum(p[0] * k) + sum(p[1]))([tensor([1]), tensor([2])], 4)[0])", "[4]");
    PROGRAMS.put(
        """
        model M:
            W = tensor([[1, 2]])
            b = tensor([5, 6])
            layer forward(x):
                return x @ W + b
        m = M()
        gs = grad(m => sum(m(tensor([[3]]))))(m)
        show(gs[0])
        show(gs[1])\
        """,
        "[[3, 3]]\n[1, 1]");
    PROGRAMS.put("grad(x => x * 2)(tensor([1, 2]))", "ShapeError");
    PROGRAMS.put("grad(x => x)(3)", "TypeError");
    PROGRAMS.put("grad(x => sum(x))(tensor([1], dtype=\"i64\"))", "DTypeError");
    PROGRAMS.put("grad(x => sum(x), argument=1)", "ValueError");
  }

  @Test
  void derivativesAreRight() throws Exception {
    for (Engine engine : Engine.all()) {
      for (Map.Entry<String, String> program : PROGRAMS.entrySet()) {
        assertEquals(
            program.getValue(),
            output(engine, PRELUDE + program.getKey()).strip(),
            engine.name() + ": " + program.getKey());
      }
    }
  }

  private static String output(Engine engine, String text) throws Exception {
    Compiler.Compilation compiled =
        Compiler.compile(
            new Source("grad.pseudo", text), Compiler.Language.PSEUDOCODE, SourceStore.NONE);
    Module module = compiled.module();
    if (module == null) {
      return compiled.diagnostics().toString();
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Session session =
        Session.builder()
            .out(out)
            .engine(new KernelTensors())
            .gradients(new TapeGradients())
            .build();
    try {
      session.run(
          () -> {
            Loaded loaded = engine.load(module);
            return loaded.call("main");
          });
    } catch (GuestError error) {
      return error.kind();
    }
    session.out().flush();
    return out.toString(StandardCharsets.UTF_8);
  }
}
