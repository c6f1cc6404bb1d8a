package org.tosc.driver.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.tosc.driver.Compiler;
import org.tosc.driver.Programs;
import org.tosc.driver.SourceStore;
import org.tosc.passes.Passes;
import org.tosc.passes.Pipeline;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.session.Session;
import org.tosc.tir.ir.Module;
import org.tosc.tir.source.Source;

/// Programs with parts do what they did before, on every engine, with errors at the same places.
class OutlineTest {
  private static final List<String> PROGRAMS =
      List.of(
          // an error inside, caught: what was written before it stays written
          """
          w = ones([2, 2])
          fn step(x)
            w = relu(w @ w)
            y = x @ w
            w = y + 1
            return w
          end
          try
            print(step(ones([3, 2])))
            print(step(ones([3, 2])))
          catch e
            print("${e.kind} ${e.line} ${e.column} ${w.shape}")
          end
          """,
          // an error inside, not caught
          """
          fn layer(x, w)
            return relu(x @ w) + softmax(x @ w, axis=1)
          end
          for width in [2, 3] do
            print(layer(ones([2, 2]), ones([width, 2])))
          end
          """,
          // a method of a class, which changes what the part reads
          """
          b = 1.0
          class Odd
            fn sum()
              b = b * 2
              return b
            end
          end
          fn f(x, y)
            z = relu(y @ y)
            return (z + x.sum()) * b
          end
          print(f(ones([2, 2]), ones([2, 2])))
          print(f(Odd(), ones([2, 2])))
          print(b)
          """,
          // a loop over heads, with numbers where tensors were, and a list that is no range
          """
          fn heads(x, n)
            parts = []
            for h in 0..n do
              parts.push(relu(x[:, h:h + 2]) * h)
            end
            return concat(parts, axis=1)
          end
          print(heads(ones([2, 6]), 4))
          try
            print(heads(ones([2, 6]), 7))
          catch e
            print("${e.kind} ${e.line} ${e.column}")
          end
          """,
          // called often enough for versions, by numbers that decide on shapes and others
          """
          fn heads(x, n, k)
            parts = []
            for h in 0..n do
              parts.push(relu(x[:, h:h + 2]) * h + k)
            end
            return concat(parts, axis=1)
          end
          for i in 0..40 do
            print(heads(ones([2, 6]), i % 3 + 1, i))
          end
          """,
          // fields of a model, one of which is not there at first
          """
          model Net
            w = ones([2, 2])
            fn run(x)
              y = relu(x @ w)
              return y @ self.v
            end
          end
          net = Net()
          try
            print(net.run(ones([1, 2])))
          catch e
            print("${e.kind} ${e.line} ${e.column}")
          end
          net.v = ones([2, 1])
          print(net.run(ones([1, 2])))
          """);

  private static String outcome(Module module, String engine) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Session session = Session.builder().out(bytes).seed(1).engine(Programs.tensors()).build();
    String end = "";
    try {
      session.run(() -> Programs.loadAsItIs(module, engine).call(Module.MAIN));
    } catch (GuestError error) {
      end = error.kind() + ": " + error.getMessage() + " at " + error.line() + ":" + error.column();
    } catch (Exception fault) {
      throw new AssertionError(fault);
    }
    session.out().flush();
    return bytes.toString(StandardCharsets.UTF_8) + end;
  }

  @Test
  void programsDoTheSameWithParts() {
    for (String program : PROGRAMS) {
      Compiler.Compilation made =
          Compiler.compile(
              new Source("p.pseudo", program), Compiler.Language.PSEUDOCODE, SourceStore.NONE);
      Module module = Objects.requireNonNull(made.module(), () -> made.diagnostics().toString());
      Module alone =
          Pipeline.run(
              module,
              List.of(Passes.the("outline")),
              Pipeline.Options.DEFAULT.verifying(),
              Pipeline.Trace.NONE);
      Module all =
          Pipeline.run(
              module, Pipeline.Options.DEFAULT.verifying().upTo("outline"), Pipeline.Trace.NONE);
      assertTrue(
          alone.functions().stream().anyMatch(f -> f.attributes().has("specialise")), program);
      String expected = outcome(module, "interp");
      List<String> here =
          Programs.engines().stream().filter(e -> Programs.obstacle(e) == null).toList();
      for (String engine : here) {
        assertEquals(expected, outcome(alone, engine), () -> engine + "\n" + program);
        assertEquals(expected, outcome(all, engine), () -> engine + "\n" + program);
      }
    }
  }
}
