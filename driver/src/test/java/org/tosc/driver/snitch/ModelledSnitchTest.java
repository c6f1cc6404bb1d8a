package org.tosc.driver.snitch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.tosc.backends.api.Loading;
import org.tosc.driver.Compiler;
import org.tosc.driver.Optimizer;
import org.tosc.driver.Programs;
import org.tosc.driver.SourceStore;
import org.tosc.driver.machine.ModelledSnitch;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.session.Session;
import org.tosc.tir.ir.Module;
import org.tosc.tir.source.Source;

/// Programs whose kernels run on the model of Snitch print what the JVM prints, and what Snitch has
/// no code for is an error that names it.
final class ModelledSnitchTest {
  private static Module module(String program) {
    Compiler.Compilation made =
        Compiler.compile(
            new Source("p.pseudo", program), Compiler.Language.PSEUDOCODE, SourceStore.NONE);
    return Objects.requireNonNull(made.module(), () -> made.diagnostics().toString());
  }

  private static String output(String program, String engine, Loading loading) throws Exception {
    var out = new ByteArrayOutputStream();
    Module optimised = Optimizer.standard(module(program), engine);
    Session session =
        Session.builder()
            .out(new PrintStream(out, true, StandardCharsets.UTF_8))
            .engine(Programs.tensors())
            .build();
    session.run(() -> Programs.loadAsItIs(optimised, engine, loading).call(Module.MAIN));
    session.out().flush();
    return out.toString(StandardCharsets.UTF_8);
  }

  private static Loading on(ModelledSnitch model) {
    return Loading.PLAIN.withKernels(model);
  }

  private static void printsWhatTheJvmPrints(String program) throws Exception {
    ModelledSnitch model = new ModelledSnitch();
    assertEquals(output(program, "jvm", Loading.PLAIN), output(program, "snitch", on(model)));
    assertTrue(model.report().matches("\\d+ cycles in \\d calls of kernels.*"), model.report());
  }

  @Test
  void resultsAreThoseOfTheJvm() throws Exception {
    String program =
        """
        fn f(x, y):
          return x * y + x
        x = ones([16, 32]) * 0.5
        y = ones([16, 32]) * 3.0
        for i in 0..5:
          y = f(x, y)
        print(y[0, 0], y[15, 31])
        """;
    printsWhatTheJvmPrints(program);
  }

  /// Arrays that no cluster's memory holds are cut for all of its cores.
  @Test
  void largeArraysAreCut() throws Exception {
    String program =
        """
        fn f(x, y):
          return x * y + x
        x = ones([300, 200]) * 0.5
        y = ones([300, 200]) * 3.0
        for i in 0..3:
          y = f(x, y)
        print(y[0, 0], y[299, 199])
        """;
    printsWhatTheJvmPrints(program);
  }

  /// What no streams fit runs as loops: words of two do not come out even.
  @Test
  void raggedArraysHaveLoops() throws Exception {
    String program =
        """
        fn f(x, y):
          return softmax(relu(x * y - 0.5) @ transpose(y))
        x = arange(35).reshape([5, 7]) * 0.03
        y = x
        for i in 0..5:
          z = f(x, y)
        print(z)
        """;
    printsWhatTheJvmPrints(program);
  }

  @Test
  void whatHasNoCodeIsNamed() throws Exception {
    String program =
        """
        fn f(x, y):
          return x * y + x
        x = ones([5, 7], dtype=f64)
        for i in 0..5:
          x = f(x, x)
        print(x[0, 0])
        """;
    String found;
    try {
      found = output(program, "snitch", on(new ModelledSnitch()));
    } catch (GuestError error) {
      found = String.valueOf(error.getMessage());
    }
    assertTrue(found.startsWith("a part of this program does not run on snitch: "), found);
  }
}
