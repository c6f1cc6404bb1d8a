package org.tosc.driver.measure;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.api.ArrayCode;
import org.tosc.backends.api.Loaded;
import org.tosc.backends.api.Loading;
import org.tosc.backends.api.Schedules;
import org.tosc.driver.Programs;
import org.tosc.driver.compare.ArrayCall;
import org.tosc.driver.compare.Calls;
import org.tosc.driver.compare.Example;
import org.tosc.driver.functions.Entry;
import org.tosc.rt.session.Session;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;

/// Measures functions on engines: as compiled kernels where an engine makes them, otherwise as
/// programs call them.
public final class FunctionBench {
  private static final String KERNELS = "kernels";

  /// A kernel that is compiled is not that many times slower than the machine, but for what a call
  /// and a few operations take that wait for each other, in nanoseconds.
  private static final double SLOWER = 25;

  private static final double CALL = 2_000;

  private final Sampler sampler;
  private final @Nullable Roof roof;
  private final UnaryOperator<Module> passes;
  private final Schedules schedules;

  /// @param roof what the machine can do; null where that cannot be measured
  /// @param passes what modules go through before an engine gets them
  /// @param schedules how kernels are cut
  public FunctionBench(
      Sampler sampler, @Nullable Roof roof, UnaryOperator<Module> passes, Schedules schedules) {
    this.sampler = sampler;
    this.roof = roof;
    this.passes = passes;
    this.schedules = schedules;
  }

  /// A function that is ready to be timed.
  ///
  /// @param way how it is called
  private record Body(String way, Runnable call) {
    boolean isCompiled() {
      return way.equals(KERNELS);
    }
  }

  public Measured measure(Entry entry, String target) throws Exception {
    Session session = Calls.session();
    Body body = session.run(() -> body(entry, target));
    Function straight = entry.straight();
    Workload work = straight == null ? null : Workload.of(straight);
    if (work == null || roof == null) {
      Samples samples = session.run(() -> sampler.measure(body.call, Double.MAX_VALUE));
      return new Measured(entry, target, body.way, samples, work, 0, 0, 0, false);
    }
    Roof.Level level = Roof.Level.of(work.bytes());
    roof.measure(level);
    double fast = body.isCompiled() ? SLOWER * roof.nanos(work) + CALL : Double.MAX_VALUE;
    Samples samples = session.run(() -> sampler.measure(body.call, fast));
    roof.measure(level);
    return new Measured(
        entry,
        target,
        body.way,
        samples,
        work,
        roof.peak(),
        roof.bandwidth(level),
        roof.nanos(work),
        roof.isArithmetic(work));
  }

  private Body body(Entry entry, String target) {
    Module alone = entry.straightModule();
    Example example = Example.of(1, entry.parameters());
    ArrayCode code = alone == null ? null : ArrayCall.code(loaded(alone, target), entry);
    return code == null
        ? called(entry, target, example)
        : new Body(KERNELS, ArrayCall.of(code, entry, example));
  }

  private Loaded loaded(Module module, String target) {
    return Programs.loadAsItIs(passes.apply(module), target, Loading.with(schedules));
  }

  private Body called(Entry entry, String target, Example example) {
    Loaded program = loaded(entry.module(), target);
    if (entry.afterMain()) {
      program.call(Module.MAIN);
    }
    Object[] arguments = example.arguments().toArray();
    return new Body("operations", () -> program.call(entry.symbol(), arguments));
  }
}
