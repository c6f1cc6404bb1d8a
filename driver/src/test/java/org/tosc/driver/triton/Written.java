package org.tosc.driver.triton;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.tosc.backends.api.Artifact;
import org.tosc.backends.api.KernelSequence;
import org.tosc.backends.api.KernelSequence.Role;
import org.tosc.backends.api.KernelSequence.Step;
import org.tosc.backends.api.KernelSequence.Tensor;
import org.tosc.backends.api.KernelTarget.Emission;
import org.tosc.backends.api.Platform;
import org.tosc.backends.triton.TritonKernels;
import org.tosc.driver.Optimizer;
import org.tosc.driver.functions.KernelSplit;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Type;

/// Kernels as what tosc writes for Triton.
///
/// @param results what the function that launches them gives
public record Written(KernelSequence sequence, List<TensorType> results) {
  public Written {
    results = List.copyOf(results);
  }

  /// A function over tensors, after the passes, as its kernels.
  ///
  /// @param name what it is called
  public static Written of(String name, Function function) {
    List<String> names =
        IntStream.range(0, function.params().size()).mapToObj(i -> "x" + i).toList();
    Module optimised = Optimizer.standard(new Module(List.of(), List.of(function)), "x86_64");
    Function straight = Objects.requireNonNull(optimised.function(function.symbol()));
    return switch (KernelSplit.of(name, names, straight)) {
      case KernelSplit.Outcome.Refused(String why) -> throw new AssertionError(why);
      case KernelSplit.Outcome.Made(KernelSequence sequence) ->
          new Written(sequence, function.results().stream().map(TensorType.class::cast).toList());
    };
  }

  /// Nests as a kernel.
  public static Written of(String name, Function kernel, List<Type> operands, List<Type> results) {
    List<Tensor> inputs = tensors("x", operands, Role.PARAMETER);
    List<Tensor> made = tensors("y", results, Role.RESULT);
    Step step = new Step(kernel, inputs, made);
    return new Written(KernelSequence.of(name, step), made.stream().map(Tensor::type).toList());
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
      case Emission.Made(var artifacts) -> new ArrayList<>(artifacts);
    };
  }

  /// Runs the Python.
  ///
  /// @param choice which configurations run
  public StandIn.Job job(List<OracleTensor> operands, int choice) {
    String module = text("triton");
    int at = module.lastIndexOf("\ndef ") + "\ndef ".length();
    String function = module.substring(at, module.indexOf('(', at));
    return new StandIn.Job(module, function, operands, results, choice);
  }
}
