package org.tosc.driver.fuzz;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tosc.backends.api.KernelTarget;
import org.tosc.backends.x86.X86Kernels;
import org.tosc.backends.x86.code.InstructionSet;
import org.tosc.passes.kernelize.Groups;
import org.tosc.passes.kernelize.Kernelize;
import org.tosc.passes.kernelize.Kernels;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Value;

/// Kernels with weights in blocks: the interpreter of their loops, the processor and the model of
/// it give the same bits, also by dot products of bytes, which generated graphs are too small for.
class DotKernelsTest {
  private static final InstructionSet SET = InstructionSet.AVX512_VNNI;

  static List<Groups.Case> groups() {
    return Groups.ALL.stream().filter(g -> g.text().contains("x q")).toList();
  }

  @ParameterizedTest
  @MethodSource("groups")
  void threeWaysAgree(Groups.Case group) {
    KernelTarget target = new X86Kernels(SET);
    assumeTrue(target.obstacle() == null, () -> "not checked: " + target.obstacle());
    Function f = Kernels.function(group.text());
    List<OracleTensor> operands = Kernels.operands(f, group.name().hashCode());
    switch (Kernelize.kernel("k", f)) {
      case Kernelize.Outcome.Made(Function nests) -> {
        List<Function> loops = Objects.requireNonNull(SET.lower(nests, 1));
        boolean isLong =
            group.name().contains("more than a group") || group.name().contains("sizes");
        boolean hasDots =
            loops.stream().anyMatch(l -> l.symbol().matches(".*\\.(digits|packed).*"));
        assertTrue(hasDots || !isLong, "no dots of bytes");
        if (target.compile(nests, 1) instanceof KernelTarget.Outcome.Made(var kernel)) {
          assertNull(
              new MachineCodeCampaign(SET)
                  .difference(Value.types(f.params()), f.results(), loops, kernel, operands));
        } else {
          fail("no code");
        }
      }
      case Kernelize.Outcome.Refused(String why) -> fail(why);
    }
  }
}
