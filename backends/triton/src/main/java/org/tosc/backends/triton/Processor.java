package org.tosc.backends.triton;

import java.util.List;
import org.tosc.backends.api.NativeKernel;
import org.tosc.tir.ir.Scalar;

/// What runs programs on blocks: a model of a GPU, as long as none is at hand.
public interface Processor {
  /// Why nothing can run on it, in words; empty where it can.
  String obstacle();

  /// Takes a kernel.
  ///
  /// @param launches what runs, one after the other
  /// @param buffers how many the kernel has
  /// @return code that takes a segment for each buffer
  NativeKernel.Code install(List<Launch> launches, int buffers);

  /// One launch: a kernel over a grid.
  ///
  /// @param python the kernel as a file of Python, with all that it uses
  /// @param ttir the same as a module of TTIR, in which sizes are numbers
  /// @param kernel the name of the kernel, in both
  /// @param grid how many programs there are
  /// @param arguments of the first parameters, in order
  /// @param constants of those after them, in order; the TTIR has no parameters for them
  /// @param warps of a program, each of 32 threads
  /// @param stages how many turns of a loop loads may be ahead
  record Launch(
      String python,
      String ttir,
      String kernel,
      long grid,
      List<Argument> arguments,
      List<Constant> constants,
      int warps,
      int stages) {
    public Launch {
      arguments = List.copyOf(arguments);
      constants = List.copyOf(constants);
    }
  }

  /// A buffer that a kernel gets.
  ///
  /// @param buffer its number
  /// @param element how the kernel sees it, which may be other than what the buffer holds: blocks
  ///   are bytes
  record Argument(String name, int buffer, Scalar element) {}

  /// A number that a kernel is made for.
  record Constant(String name, long value) {}

  /// None: text is made for it, and nothing runs.
  final class Nowhere implements Processor {
    @Override
    public String obstacle() {
      return "no GPU is at hand";
    }

    @Override
    public NativeKernel.Code install(List<Launch> launches, int buffers) {
      throw new IllegalStateException(obstacle());
    }
  }
}
