package org.tosc.driver.mlir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tosc.backends.mlir.Level;
import org.tosc.backends.mlir.scalar.NoText;
import org.tosc.backends.mlir.toolchain.Ptx;
import org.tosc.backends.mlir.toolchain.Tool;
import org.tosc.backends.mlir.toolchain.Workplace;

/// `ptxas` takes the kernels of every sample, and no thread spills registers.
final class PtxTest {
  @ParameterizedTest
  @EnumSource(SampleKernels.class)
  void kernelsFitIntoRegisters(SampleKernels sample, TestReporter reporter) throws NoText {
    String obstacle = Ptx.obstacle();
    assumeTrue(obstacle == null, () -> "not checked: " + obstacle);
    assumeTrue(Tool.obstacle(Tool.PTXAS) == null, "not checked: no ptxas");
    List<Ptx.Usage> all = new ArrayList<>();
    try (Workplace place = Workplace.open()) {
      String text = MlirSamplesTest.text(Level.GPU, sample.sequence().steps());
      for (String ptx : Ptx.of(text, place)) {
        all.addAll(Ptx.usage(ptx, place));
      }
    }
    assertFalse(all.isEmpty());
    all.forEach(u -> reporter.publishEntry(u.name(), u.registers() + " registers"));
    assertEquals(List.of(), all.stream().filter(u -> u.spilled() > 0).toList());
  }
}
