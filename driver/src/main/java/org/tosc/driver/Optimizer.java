package org.tosc.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.tosc.passes.Pipeline;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;

/// The one place that runs passes over verified modules.
///
/// The interpreter is the oracle and runs what was lowered, so that a program on another engine is
/// compared with its meaning before any pass, unless passes were asked for by name.
///
/// Where assertions are on, as in tests, the verifier looks at what each pass makes.
public final class Optimizer {
  private static final boolean CHECKS = Optimizer.class.desiredAssertionStatus();

  private Optimizer() {}

  /// What came of a module, pass by pass.
  public record Outcome(Module module, List<Pipeline.Step> steps) {
    public Outcome {
      steps = List.copyOf(steps);
    }
  }

  /// What an engine runs where nothing else is asked. Every function stays, since a caller may name
  /// any.
  public static Module standard(Module module, String engine) {
    if (isOracle(engine)) {
      return module;
    }
    Set<String> all = module.functions().stream().map(Function::symbol).collect(Collectors.toSet());
    return run(module, Pipeline.Options.DEFAULT.keeping(all)).module();
  }

  static boolean isOracle(String engine) {
    return engine.equals("interp");
  }

  /// Runs the passes that options leave.
  public static Outcome run(Module module, Pipeline.Options options) {
    List<Pipeline.Step> steps = new ArrayList<>();
    Module made = Pipeline.run(module, CHECKS ? options.verifying() : options, steps::add);
    return new Outcome(made, steps);
  }
}
