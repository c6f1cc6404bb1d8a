package org.tosc.backends.x86.emit;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import org.tosc.backends.api.KernelSequence;
import org.tosc.backends.api.KernelSequence.Role;
import org.tosc.backends.api.KernelSequence.Step;
import org.tosc.backends.api.KernelSequence.Tensor;
import org.tosc.passes.kernelize.Kernelize;
import org.tosc.passes.kernelize.Kernels;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.TensorType;

/// Functions of TIR as sequences of one kernel.
final class Sequences {
  private Sequences() {}

  /// The function `@f` of a module's text, which is one group.
  static KernelSequence of(String text) {
    Function f = Kernels.function(text);
    List<Tensor> inputs = new ArrayList<>();
    for (int i = 0; i < f.params().size(); i++) {
      inputs.add(new Tensor("p" + i, (TensorType) f.params().get(i).type(), Role.PARAMETER));
    }
    List<Tensor> results = new ArrayList<>();
    for (int i = 0; i < f.results().size(); i++) {
      results.add(new Tensor("out" + i, (TensorType) f.results().get(i), Role.RESULT));
    }
    return KernelSequence.of("f", new Step(nests("f", f), inputs, results));
  }

  /// The same over tensors of given names, with one result, as a step of a longer sequence.
  static Step step(String symbol, String text, List<Tensor> inputs, Tensor result) {
    return new Step(nests(symbol, Kernels.function(text)), inputs, List.of(result));
  }

  private static Function nests(String symbol, Function f) {
    return switch (Kernelize.kernel(symbol, f)) {
      case Kernelize.Outcome.Made(Function nests) -> nests;
      case Kernelize.Outcome.Refused(String why) -> fail(why);
    };
  }
}
