package org.tosc.driver.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tosc.driver.Compiler;
import org.tosc.driver.Programs;
import org.tosc.rt.session.Policy;
import org.tosc.rt.session.Session;
import org.tosc.tir.ir.Module;
import org.tosc.tir.source.Source;

/// Programs whose kernels are machine code and whose other operations are not. All numbers are
/// whole and small, so every engine computes them exactly.
class MachineCodeProgramTest {
  @BeforeAll
  static void runs() {
    String obstacle = Programs.obstacle("x86_64");
    assumeTrue(obstacle == null, () -> "not checked: " + obstacle);
  }

  private static String output(String program, String target) throws Exception {
    Compiler.Compilation compiled =
        Compiler.compile(
            new Source("p.pseudo", program),
            Compiler.Language.PSEUDOCODE,
            (path, quoted, importer) -> null);
    Module module = compiled.module();
    if (module == null) {
      throw new AssertionError(compiled.diagnostics().toString());
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Session session =
        Session.builder()
            .out(out)
            .policy(Policy.STRICT)
            .engine(Programs.tensors())
            .gradients(Programs.gradients())
            .build();
    session.run(() -> Programs.load(module, target).call(Module.MAIN));
    session.out().flush();
    return out.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Long kernels, whose tensors are read, sliced and changed between calls.
        """
        ws = []
        for i in range(90000) do
          ws.append(i % 7 - 3)
        end
        w = tensor(ws).reshape([300, 300])
        xs = []
        for i in range(90000) do
          xs.append(i % 11 - 5)
        end
        x = tensor(xs).reshape([300, 300])
        fn layer(x: tensor[300, 300, f32], w: tensor[300, 300, f32])
          return relu(x @ w)
        end
        total = 0
        for i in range(20) do
          y = layer(x, w)
          total = total + y[7, 9] + sum(y[0:2, 3:5]) + sum(y)
          w[i, 0] = i % 2
          x[0, i] = y[1, i] % 2
        end
        print total, w[3, 0], x[0, 0:5]
        """,
        // Short kernels on arrays.
        """
        fn step(x: tensor[40, 60, f32], y: tensor[40, 60, f32])
          return relu(x + y) - y
        end
        xs = []
        for i in range(2400) do
          xs.append(i % 7)
        end
        x = tensor(xs).reshape([40, 60])
        ys = []
        for i in range(2400) do
          ys.append(i % 4 - 2)
        end
        y = tensor(ys).reshape([40, 60])
        for i in range(3000) do
          x = step(x, y)
          x[i % 40, 0] = i % 5
        end
        print sum(x), x[3, 0:8]
        """
      })
  void printTheSameAsOnTheJvm(String program) throws Exception {
    assertEquals(output(program, "jvm"), output(program, "x86_64"));
  }
}
