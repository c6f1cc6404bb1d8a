package org.tosc.passes;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Module;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.verify.Verifier;

/// Runs passes over a module, one after the other.
///
/// ```java
/// Module better = Pipeline.run(module, Pipeline.Options.DEFAULT, Pipeline.Trace.NONE);
/// ```
public final class Pipeline {
  private Pipeline() {}

  /// What is asked of a run.
  ///
  /// @param disabled passes that are left out
  /// @param stopAfter the last pass, which may be one that runs only when asked; null for the end
  /// @param verify whether the verifier looks at what each pass made
  /// @param kept functions that stay, because somebody outside calls them by name
  public record Options(
      Set<String> disabled, @Nullable String stopAfter, boolean verify, Set<String> kept) {
    public static final Options DEFAULT = new Options(Set.of(), null, false, Set.of());

    public Options {
      disabled = Set.copyOf(disabled);
      kept = Set.copyOf(kept);
    }

    public Options verifying() {
      return new Options(disabled, stopAfter, true, kept);
    }

    public Options without(String pass) {
      Set<String> more = new java.util.HashSet<>(disabled);
      more.add(pass);
      return new Options(more, stopAfter, verify, kept);
    }

    public Options upTo(String pass) {
      return new Options(disabled, pass, verify, kept);
    }

    public Options keeping(Set<String> symbols) {
      return new Options(disabled, stopAfter, verify, symbols);
    }
  }

  /// One pass that ran: the module before and after it, and how long it took.
  public record Step(Pass pass, Module before, Module after, long nanos, Work work) {
    public boolean changed() {
      return before != after;
    }
  }

  /// Hears of every pass that ran.
  @FunctionalInterface
  public interface Trace {
    Trace NONE = step -> {};

    void ran(Step step);
  }

  /// Runs the passes of the table that the options leave.
  public static Module run(Module module, Options options, Trace trace) {
    return run(module, chosen(options), options, trace);
  }

  /// Runs these passes in this order.
  public static Module run(Module module, List<Pass> passes, Options options, Trace trace) {
    Module now = module;
    for (Pass pass : passes) {
      Work work = new Work(options.kept());
      long start = System.nanoTime();
      Module next = apply(pass, now, work);
      long nanos = System.nanoTime() - start;
      if (options.verify() && next != now) {
        verify(pass, next);
      }
      trace.ran(new Step(pass, now, next, nanos, work));
      now = next;
    }
    return now;
  }

  /// The passes that options leave: up to `stopAfter` also those that run only when asked.
  static List<Pass> chosen(Options options) {
    List<Pass> chosen = new ArrayList<>();
    String last = options.stopAfter();
    for (Pass pass : Passes.all()) {
      boolean wanted = pass.use() == Pass.Use.ALWAYS || last != null;
      if (wanted && !options.disabled().contains(pass.name())) {
        chosen.add(pass);
      }
      if (pass.name().equals(last)) {
        return chosen;
      }
    }
    if (last != null) {
      throw new IllegalArgumentException("there is no pass `" + last + "`");
    }
    return chosen;
  }

  private static Module apply(Pass pass, Module module, Work work) {
    try {
      return pass.body().run(module, work);
    } catch (RuntimeException fault) {
      throw new PassFault(pass, String.valueOf(fault.getMessage()), fault);
    }
  }

  private static void verify(Pass pass, Module made) {
    List<Diagnostic> complaints = Verifier.verify(made);
    if (!complaints.isEmpty()) {
      Diagnostic first = complaints.getFirst();
      throw new PassFault(
          pass, "the verifier refuses " + first.message() + " " + first.notes(), null);
    }
  }
}
