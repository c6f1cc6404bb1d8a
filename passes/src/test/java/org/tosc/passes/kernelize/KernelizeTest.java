package org.tosc.passes.kernelize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Value;

/// Kernels compute what their groups mean: the nests run on the interpreter, and the operations on
/// the oracle of whole tensors, which shares nothing with them.
class KernelizeTest {
  static List<Groups.Case> groups() {
    return Groups.ALL;
  }

  /// The cast's error is what the group means, though nothing uses its result.
  @Test
  void anErrorIsNotLost() {
    Function f =
        Kernels.function(
            """
            func @f(%0: tensor<[4] x f32>) -> (tensor<[4] x f32>) {
              %1 = tensor.exp(%0)
              %2 = tensor.cast(%1) {dtype = type i8}
              core.return(%1)
            }
            """);
    assertEquals(
        new Kernelize.Outcome.Refused("`cast` may raise an error"), Kernelize.kernel("f.k0", f));
  }

  @ParameterizedTest
  @MethodSource("groups")
  void kernelsComputeWhatTheirGroupsMean(Groups.Case group) {
    Function f = Kernels.function(group.text());
    List<OracleTensor> operands = Kernels.operands(f, group.name().hashCode());
    List<OracleTensor> expected = Kernels.run(new Module(List.of(), List.of(f)), "f", operands);
    switch (Kernelize.kernel("f.k0", f)) {
      case Kernelize.Outcome.Made(Function kernel) -> {
        Module module = Kernels.wrapped(List.of(kernel), Value.types(f.params()), f.results());
        double off = Kernels.difference(Kernels.run(module, "wrapped", operands), expected);
        assertTrue(off <= group.units(), () -> off + " units\n" + kernel);
      }
      case Kernelize.Outcome.Refused(String why) -> fail(why);
    }
  }
}
