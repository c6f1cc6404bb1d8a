package org.tosc.backends.x86.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tosc.backends.x86.cpu.CpuFeatures;
import org.tosc.passes.kernelize.Groups;
import org.tosc.passes.kernelize.Kernelize;
import org.tosc.passes.kernelize.Kernels;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.TensorType;

/// With so few registers that most values live in memory, machine code computes the same bits.
class SpillTest {
  /// As many as one instruction needs, and one more.
  private static final int FEW = 6;

  static List<Arguments> groups() {
    List<Arguments> all = new ArrayList<>();
    for (Groups.Case group : Groups.ALL) {
      for (InstructionSet set : InstructionSet.values()) {
        all.add(Arguments.of(group, set));
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("groups")
  void fewRegistersGiveTheSameBits(Groups.Case group, InstructionSet set) {
    assumeTrue(
        set.missing(CpuFeatures.host()) == null,
        () -> "not checked: this CPU has no " + set.missing(CpuFeatures.host()));
    Function f = Kernels.function(group.text());
    List<OracleTensor> operands = Kernels.operands(f, group.name().hashCode());
    List<TensorType> results = f.results().stream().map(TensorType.class::cast).toList();
    switch (Kernelize.kernel("f.k0", f)) {
      case Kernelize.Outcome.Made(Function kernel) -> {
        List<Function> lowered = Objects.requireNonNull(set.lower(kernel, 1));
        List<OracleTensor> all = new NativeKernel(lowered, set).run(operands, results, true);
        List<OracleTensor> few = new NativeKernel(lowered, set, FEW).run(operands, results, true);
        assertEquals(0, Kernels.difference(few, all));
      }
      case Kernelize.Outcome.Refused(String why) -> fail(why);
    }
  }
}
