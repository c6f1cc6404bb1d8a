package org.tosc.driver.machine;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.gpu.LaunchOptions;
import org.tosc.backends.machines.gpu.cost.Gpu;
import org.tosc.backends.machines.mlir.exec.Program;
import org.tosc.backends.machines.snitch.core.Configuration;
import org.tosc.driver.tensor.ElementTypes;
import org.tosc.rt.tensor.Tensor;
import org.tosc.tir.ir.Scalar;
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
    /// @param element of which the bytes are, where the machine has types
    /// @param shape of the elements
    @SuppressWarnings("ArrayRecordComponent") // memory is its array
    record Buffer(String name, byte[] bytes, long at, Scalar element, List<Long> shape)
        implements Argument {
      public Buffer {
        shape = List.copyOf(shape);
      }

      /// Bytes of which nothing more is known.
      public Buffer(String name, byte[] bytes, long at) {
        this(name, bytes, at, Scalar.U8, List.of((long) bytes.length));
      }

      /// The elements of a tensor.
      ///
      /// @param bytes theirs
      public static Buffer of(String name, Tensor tensor, byte[] bytes, long at) {
        List<Long> shape = Arrays.stream(tensor.shape()).boxed().toList();
        return new Buffer(name, bytes, at, ElementTypes.scalar(tensor.dtype()), shape);
      }
    }

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

    /// One that runs MLIR and has no cycles: operations are counted.
    record Mlir() implements Machine {}

    /// A GPU that runs programs of Triton on blocks, as Python or TTIR.
    ///
    /// @param launch how; null for what a function of the file says that launches kernels
    /// @param trace gets the estimated course of all launches, as JSON for Perfetto; null for none
    record TileGpu(Gpu gpu, @Nullable GpuLaunch launch, @Nullable Appendable trace)
        implements Machine {}

    /// After how many cycles a run is stopped where nobody says it: on Snitch, whose programs are
    /// small and easily wait for ever, about twenty seconds. Of MLIR these are operations, and
    /// those of each program on a GPU.
    default long usualCycles() {
      return switch (this) {
        case X86 _ -> Long.MAX_VALUE;
        case Snitch _ -> 100_000_000;
        case Mlir _ -> Program.BUDGET;
        case TileGpu _ -> LaunchOptions.DEFAULT.fuel();
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
      case Machine.Mlir _ -> new MlirExecution(request).run();
      case Machine.TileGpu gpu -> new GpuExecution(request, gpu).run();
    };
  }
}
