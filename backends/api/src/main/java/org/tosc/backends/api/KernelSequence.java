package org.tosc.backends.api;

import java.util.List;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.TensorType;

/// A function over tensors of known shape as kernels that run one after the other, each once.
///
/// ```text
/// net(x, w, v)    net_k0: x, w ─► t0
///                 net_k1: t0, v ─► out
/// ```
///
/// @param name of the function
/// @param parameters what the function takes, in its order, also what no kernel reads
/// @param results what the function returns, in its order
public record KernelSequence(
    String name, List<Tensor> parameters, List<Tensor> results, List<Step> steps) {
  /// What a tensor is to the function.
  public enum Role {
    PARAMETER,
    RESULT,
    /// What kernels hand to each other.
    BETWEEN
  }

  /// What a kernel reads or writes.
  ///
  /// @param name different for each tensor of a sequence
  public record Tensor(String name, TensorType type, Role role) {}

  /// One kernel.
  ///
  /// @param nests the kernel as nests over buffers; its symbol is the name of the function where
  ///   there is but one, otherwise that and a number
  /// @param inputs what it reads; a tensor of another shape may be one that was made before, as it
  ///   lies in memory
  /// @param results what it writes
  public record Step(Function nests, List<Tensor> inputs, List<Tensor> results) {
    public Step {
      inputs = List.copyOf(inputs);
      results = List.copyOf(results);
    }
  }

  public KernelSequence {
    parameters = List.copyOf(parameters);
    results = List.copyOf(results);
    steps = List.copyOf(steps);
  }

  /// One kernel, which is all of the function.
  public static KernelSequence of(String name, Step step) {
    return new KernelSequence(name, step.inputs(), step.results(), List.of(step));
  }
}
