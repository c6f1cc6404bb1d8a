package org.tosc.driver.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.tosc.backends.api.Engine;
import org.tosc.driver.Compiler;
import org.tosc.driver.Optimizer;
import org.tosc.driver.SourceStore;
import org.tosc.passes.Pipeline;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.session.Session;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;
import org.tosc.tir.source.Source;

/// Programs whose derivatives are functions do what they do with tapes: the same output, digit by
/// digit, and the same errors at the same places.
class DerivativeCallsTest {
  private static final String PRELUDE = "fn show(t): print to_list(t)\n";

  /// Programs of which every derivative becomes a function.
  private static final List<String> FUNCTIONS =
      List.of(
          "show(grad(x => sum(x ** 3))(tensor([1, 2])))",
          """
          x = tensor([3])
          show(grad((a, b) => sum(a * b * b))(x, x))
          show(grad(a => sum(a * x))(x))
          """,
          "show(grad(x => x.max())(tensor([1, 4, 2])))",
          "show(grad(x => sum(x[1] * x[0]))(tensor([[1, 2], [3, 4]])))",
          "show(grad(x => mean(concat([x, x * 2])))(tensor([1, 2])))",
          """
          da, db = grad((a, b) => sum(a + b), argument=[0, 1])(tensor([1, 2]), tensor([3, 4]))
          da[0] = 7
          show(da)
          show(db)
          """,
          """
          fn f(x, n=3, flag=false):
              y = x
              if flag:
                  y = y + 1
              for i in 0..n:
                  y = y * x
              return sum(y)
          x = tensor([2, 0.5])
          show(grad(f)(x))
          show(grad(f)(x, 1, true))
          show(grad(f)(x, flag=true))
          """,
          """
          fn loss(w: tensor[n, m, f64], x: tensor[b, n, f64], y: tensor[b, m, f64]):
              return mse_loss(gelu(x @ w), y)
          fn step(w: tensor[3, 2, f64], x: tensor[4, 3, f64], y: tensor[4, 2, f64]):
              return w - 0.1 * grad(loss)(w, x, y)
          seed(3)
          w = randn([3, 2], dtype=f64)
          x = randn([4, 3], dtype=f64)
          y = randn([4, 2], dtype=f64)
          show(step(w, x, y))
          """,
          """
          fn inner(x):
              return sum(sin(x) * x)
          fn outer(x):
              return sum(grad(inner)(x) ** 2)
          show(grad(outer)(tensor([1, 2, 3])))
          """,
          """
          k = 3
          w = tensor([[1, 2], [3, 4]])
          show(grad(x => sum(softmax(w @ x) * x) / k)(tensor([0.5, -1])))
          """,
          // an error in what the function computes
          """
          show(grad((x, c) =>
            ce_loss(x, c))(tensor([[1, 2]]), tensor([5], dtype="i64")))
          """);

  /// Programs of which none does.
  private static final List<String> TAPES =
      List.of(
          "grad(x => x * 2)(tensor([1, 2]))",
          "show(grad(x => x[1] * x[0])(tensor([1, 2, 3])))",
          "grad(x => sum(x))(tensor([1], dtype=\"i64\"))",
          """
          fn f(x):
              if float(sum(x)) > 0: return sum(x * x)
              return sum(-x)
          show(grad(f)(tensor([3])))
          """,
          """
          fn f(x):
              y = x * 2
              y[0] = 5
              return sum(y * x)
          show(grad(f)(tensor([3, 4])))
          """,
          """
          fn f(x):
              print x.shape
              return sum(x)
          show(grad(f)(tensor([3, 4])))
          """,
          "fn f(x: tensor[3]): return sum(x)\nshow(grad(f)(tensor([3, 4])))",
          "show(grad((p, k) => sum(p[0] * k) + sum(p[1]))([tensor([1]), tensor([2])], 4)[0])");

  @Test
  void functionsDoWhatTapesDo() throws Exception {
    for (String program : FUNCTIONS) {
      Module module = compiled(program);
      Module made = optimised(module, Pipeline.Options.DEFAULT);
      assertTrue(count(made, ".grad") > 0, () -> "no derivative became a function: " + program);
      check(program, module, made);
    }
  }

  @Test
  void theRestIsLeftToTapes() throws Exception {
    for (String program : TAPES) {
      Module module = compiled(program);
      Module made = optimised(module, Pipeline.Options.DEFAULT);
      assertEquals(0, count(made, ".grad"), program);
      check(program, module, made);
    }
  }

  private static void check(String program, Module module, Module made) throws Exception {
    Module tapes = optimised(module, Pipeline.Options.DEFAULT.without("autodiff"));
    for (Engine engine : Engine.all()) {
      List<String> outcomes = new ArrayList<>();
      for (Module each : List.of(module, tapes, made)) {
        outcomes.add(outcome(engine, each));
      }
      String first = outcomes.getFirst();
      assertEquals(List.of(first, first, first), outcomes, engine.name() + ": " + program);
    }
  }

  private static long count(Module module, String part) {
    return module.functions().stream().filter(f -> f.symbol().contains(part)).count();
  }

  private static Module compiled(String program) throws Exception {
    Compiler.Compilation compiled =
        Compiler.compile(
            new Source("grad.pseudo", PRELUDE + program),
            Compiler.Language.PSEUDOCODE,
            SourceStore.NONE);
    Module module = compiled.module();
    assertNotNull(module, () -> compiled.diagnostics() + "\n" + program);
    return module;
  }

  private static Module optimised(Module module, Pipeline.Options options) {
    Set<String> all = module.functions().stream().map(Function::symbol).collect(Collectors.toSet());
    return Optimizer.run(module, options.verifying().keeping(all)).module();
  }

  private static String outcome(Engine engine, Module module) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Session session =
        Session.builder()
            .out(out)
            .seed(1)
            .engine(new KernelTensors())
            .gradients(new TapeGradients())
            .build();
    String end = "";
    try {
      session.run(() -> engine.load(module).call("main"));
    } catch (GuestError error) {
      end = error.kind() + " at " + error.line() + ":" + error.column() + ": " + error.getMessage();
    }
    session.out().flush();
    return out.toString(StandardCharsets.UTF_8) + end;
  }
}
