package org.tosc.driver.triton;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.tosc.backends.api.Artifact;
import org.tosc.backends.api.KernelSequence;
import org.tosc.backends.api.KernelSequence.Role;
import org.tosc.backends.api.KernelSequence.Step;
import org.tosc.backends.api.KernelSequence.Tensor;
import org.tosc.backends.api.KernelTarget.Emission;
import org.tosc.backends.api.Platform;
import org.tosc.backends.triton.TritonKernels;
import org.tosc.passes.kernelize.Kernelize;
import org.tosc.passes.kernelize.Kernels;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;

/// A function over tensors as what tosc writes for Triton.
///
/// @param kernel its nests
/// @param sequence what was written
public record Written(Function kernel, KernelSequence sequence) {
  /// All of a function as one kernel.
  ///
  /// @param name what it is called
  public static Written of(String name, Function function) {
    return switch (Kernelize.kernel(name, function)) {
      case Kernelize.Outcome.Refused(String why) -> throw new AssertionError(why);
      case Kernelize.Outcome.Made(Function kernel) ->
          of(name, kernel, Value.types(function.params()), function.results());
    };
  }

  /// Nests as a kernel.
  public static Written of(String name, Function kernel, List<Type> operands, List<Type> results) {
    List<Tensor> inputs = tensors("x", operands, Role.PARAMETER);
    List<Tensor> made = tensors("y", results, Role.RESULT);
    Step step = new Step(kernel, inputs, made);
    return new Written(kernel, new KernelSequence(name, List.of(step)));
  }

  private static List<Tensor> tensors(String name, List<Type> types, Role role) {
    return IntStream.range(0, types.size())
        .mapToObj(i -> new Tensor(name + i, (TensorType) types.get(i), role))
        .toList();
  }

  /// The text of one kind, if it is one.
  public String text(String kind) {
    return artifacts(kind).getFirst().text();
  }

  /// What one kind has.
  public List<Artifact> artifacts(String kind) {
    return switch (new TritonKernels().emit(sequence, kind, new Platform("gpu", "torch"))) {
      case Emission.Refused(String why) -> throw new AssertionError(why);
      case Emission.Made(var artifacts) -> artifacts;
    };
  }

  /// Runs the Python.
  public StandIn.Job job(List<OracleTensor> operands, int choice) {
    List<TensorType> results = new ArrayList<>();
    sequence.steps().getFirst().results().forEach(t -> results.add(t.type()));
    return new StandIn.Job(text("triton"), sequence.name(), operands, results, choice);
  }

  /// What the nests give, by the interpreter.
  public List<OracleTensor> expected(List<OracleTensor> operands) {
    Step step = sequence.steps().getFirst();
    List<Type> types = step.inputs().stream().map(t -> (Type) t.type()).toList();
    List<Type> results = step.results().stream().map(t -> (Type) t.type()).toList();
    return Kernels.run(Kernels.wrapped(List.of(kernel), types, results), "wrapped", operands);
  }
}
