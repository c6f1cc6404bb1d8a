package org.tosc.driver.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.tosc.backends.x86.X86Kernels;
import org.tosc.backends.x86.code.InstructionSet;
import org.tosc.backends.x86.code.KernelCode;
import org.tosc.passes.kernelize.Kernelize;
import org.tosc.passes.kernelize.Kernels;
import org.tosc.passes.lower.Lower;
import org.tosc.passes.lower.Machine;
import org.tosc.tir.ir.Function;

/// Loops of kernels are found, entered and run alone; how long they take is for [LoopCosts].
class ModelRunTest {
  private static List<Function> lowered() {
    Workloads.Workload product =
        Workloads.all().stream()
            .filter(w -> w.name().equals("matmul 14x128x32"))
            .findFirst()
            .orElseThrow();
    return switch (Kernelize.kernel("k", Kernels.function(product.text()))) {
      case Kernelize.Outcome.Made(Function nests) ->
          Objects.requireNonNull(Lower.lower(nests, Machine.AVX512));
      case Kernelize.Outcome.Refused(String why) -> fail(why);
    };
  }

  @Test
  void theInnermostLoopOfAProductHasARoundForEachProduct() {
    List<Function> lowered = lowered();
    KernelCode code = KernelCode.of(lowered, InstructionSet.AVX512);
    try (Arena arena = Arena.ofConfined()) {
      List<ModelRun.Entered> loops = new ModelRun(code, lowered.getLast(), arena).loops();
      assertEquals(List.of(128L), loops.stream().map(ModelRun.Entered::rounds).toList());
      assertEquals(ModelRun.STARTS, loops.getFirst().early().size());
      assertEquals(ModelRun.STARTS, loops.getFirst().late().size());
      assertEquals(64, loops.getFirst().apart());
    }
  }

  @Test
  void aLoopRunsAloneOnTheProcessor() {
    String obstacle = new X86Kernels().obstacle();
    assumeTrue(obstacle == null, () -> "not checked: " + obstacle);
    List<Function> lowered = lowered();
    KernelCode code = KernelCode.of(lowered, InstructionSet.AVX512);
    try (Arena arena = Arena.ofConfined();
        CycleClock clock = new CycleClock()) {
      ModelRun.Entered loop = new ModelRun(code, lowered.getLast(), arena).loops().getFirst();
      double cycles = new LoopTimer(clock, 5).cyclesPerRound(code.code().bytes(), loop, arena);
      assertTrue(Double.isFinite(cycles), () -> cycles + " cycles");
    }
  }
}
