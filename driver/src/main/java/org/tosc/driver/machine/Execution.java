package org.tosc.driver.machine;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.snitch.core.Configuration;
import org.tosc.tir.source.Diagnostic;

/// A function of an artifact, called on the model of a machine: `tosc exec`.
public final class Execution {
  /// What is passed to the function, by the C calling convention.
  public sealed interface Argument {
    /// The address of memory.
    ///
    /// @param name in messages
    /// @param bytes which the function may change
    /// @param at where it is to be; negative for anywhere
    @SuppressWarnings("ArrayRecordComponent") // memory is its array
    record Buffer(String name, byte[] bytes, long at) implements Argument {}

    record Whole(long value) implements Argument {}

    record F32(float value) implements Argument {}

    record F64(double value) implements Argument {}
  }

  /// On what it is called.
  public sealed interface Machine {
    /// x86-64.
    ///
    /// @param core the name of the core whose cycles are counted, one of [Machines#cores]
    record X86(String core) implements Machine {}

    /// A core of a Snitch cluster.
    ///
    /// @param cluster its parameters
    /// @param overhead instructions of the integer core in the measured region beside the
    ///   function's
    /// @param cold whether the first call is measured instead of the second
    /// @param tracing of the measured call; null for none
    record Snitch(
        Configuration cluster, int overhead, boolean cold, @Nullable SnitchTracing tracing)
        implements Machine {}

    /// After how many cycles a run is stopped where nobody says it: on Snitch, whose programs are
    /// small and easily wait for ever, about twenty seconds.
    default long usualCycles() {
      return switch (this) {
        case X86 _ -> Long.MAX_VALUE;
        case Snitch _ -> 100_000_000;
      };
    }
  }

  /// What is to be done.
  ///
  /// @param file the artifact's name
  /// @param entry the function; null for the only one
  /// @param mostCycles after which the run is stopped
  @SuppressWarnings("ArrayRecordComponent") // the bytes of a file, which nobody changes
  public record Request(
      String file,
      byte[] artifact,
      @Nullable String entry,
      Machine machine,
      long mostCycles,
      List<Argument> arguments) {
    public Request {
      arguments = List.copyOf(arguments);
    }
  }

  /// What becomes of it.
  public sealed interface Outcome {
    /// The function returned.
    record Returned(ExecutionReport report) implements Outcome {}

    /// It did not, or could not be called.
    ///
    /// @param why at least one
    record Failed(List<Diagnostic> why) implements Outcome {
      public Failed {
        why = List.copyOf(why);
      }
    }

    static Outcome failed(Diagnostic why) {
      return new Failed(List.of(why));
    }
  }

  private Execution() {}

  /// Runs it.
  public static Outcome of(Request request) {
    return switch (request.machine()) {
      case Machine.X86(String core) -> new X86Execution(request, core).run();
      case Machine.Snitch snitch -> new SnitchExecution(request, snitch).run();
    };
  }
}
