package org.tosc.driver.tune;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.api.Loading;
import org.tosc.backends.api.Schedules;
import org.tosc.backends.jvm.TrialKernel;
import org.tosc.driver.Optimizer;
import org.tosc.driver.Programs;
import org.tosc.driver.compare.Calls;
import org.tosc.driver.functions.Entry;
import org.tosc.driver.measure.Sampler;
import org.tosc.passes.lower.Candidates;
import org.tosc.passes.lower.Schedule;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;
import org.tosc.tir.text.Printer;

/// Tunes the kernels of functions on the JVM engine.
public final class Tuner {
  private final ScheduleFile file;
  private final Sampler sampler;

  public Tuner(ScheduleFile file, Sampler sampler) {
    this.file = file;
    this.sampler = sampler;
  }

  /// A kernel with a product.
  ///
  /// @param nests the kernel over buffers
  public record Kernel(Function nests, Candidates candidates) {}

  /// The kernels of a function that can be cut in several ways; those that are alike once.
  ///
  /// @throws IllegalArgumentException where the function has no kernels; the message says why
  public static List<Kernel> kernels(Entry entry) throws Exception {
    Module alone = entry.straightModule();
    if (alone == null) {
      throw new IllegalArgumentException(
          "`" + entry.name() + "` has no kernels: " + entry.whyNot());
    }
    Map<String, Kernel> found = new LinkedHashMap<>();
    Schedules listening =
        nests -> {
          Candidates candidates = Candidates.of(nests, TrialKernel.machine());
          if (candidates != null) {
            found.putIfAbsent(Printer.print(nests), new Kernel(nests, candidates));
          }
          return null;
        };
    Module optimised = Optimizer.standard(alone, "jvm");
    Calls.session()
        .run(
            () ->
                Programs.loadAsItIs(optimised, "jvm", Loading.with(listening))
                    .arrays(entry.straightSymbol()));
    return List.copyOf(found.values());
  }

  /// The best schedule of a kernel: what the file has, or what a search finds, which is added
  /// unless there was no time for it.
  ///
  /// @param seconds for a search
  /// @param again whether to search even if the file has one
  /// @param progress hears what is done and how much of it, from 0 to 1
  /// @throws IOException where the file cannot be written
  public Tuned tune(
      Kernel kernel, double seconds, boolean again, BiConsumer<Double, String> progress)
      throws IOException {
    String what = kernel.candidates().what();
    String model = Schedule.text(kernel.candidates().model());
    String before = again ? null : file.of(kernel.nests());
    if (before != null) {
      return known(kernel, what, model, before.equals(ScheduleFile.MODEL) ? model : before);
    }
    Tuned tuned =
        Search.run(
            sampler,
            trials(kernel.nests()),
            kernel.candidates(),
            (long) (seconds * 1e9),
            done -> progress.accept(done, what));
    if (tuned.tried() == 0) {
      return tuned;
    }
    file.put(kernel.nests(), tuned.isBetter() ? tuned.schedule() : ScheduleFile.MODEL, what);
    return tuned;
  }

  /// What the file has, timed in turn with the model's choice.
  private Tuned known(Kernel kernel, String what, String model, String schedule) {
    Search.Kernels trials = trials(kernel.nests());
    Runnable usual = Objects.requireNonNull(trials.compiled(model));
    Runnable other = schedule.equals(model) ? usual : trials.compiled(schedule);
    Runnable second = other == null ? usual : other;
    double fast = kernel.candidates().nanosWhenCompiled();
    sampler.warm(usual, fast);
    sampler.warm(second, fast);
    Duel duel = Duel.of(sampler, usual, second, 15, 2e6);
    double nanos = second == usual ? duel.first() : duel.second();
    return new Tuned(what, model, schedule, duel.first(), nanos, 0, true);
  }

  private static Search.Kernels trials(Function nests) {
    return new Search.Kernels() {
      @Override
      public @Nullable Runnable compiled(String schedule) {
        try {
          return TrialKernel.of(nests, schedule);
        } catch (IllegalArgumentException none) {
          return null;
        }
      }

      @Override
      public double distance(Runnable first, Runnable second) {
        return ((TrialKernel) first).distance((TrialKernel) second);
      }
    };
  }
}
