package org.tosc.driver.mlir;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tosc.backends.api.KernelSequence;
import org.tosc.backends.api.KernelTarget;
import org.tosc.backends.api.NativeKernel;
import org.tosc.backends.mlir.Level;
import org.tosc.driver.machine.ModelledMlir;
import org.tosc.passes.kernelize.Kernels;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.ir.Function;

/// The model of MLIR reads every level of every sample, and computes what nests mean.
final class ModelledMlirTest {
  @ParameterizedTest
  @EnumSource(Level.class)
  void samplesRunOnTheModel(Level level) {
    List<String> wrong = new ArrayList<>();
    for (SampleKernels sample : SampleKernels.values()) {
      for (KernelSequence.Step step : sample.sequence().steps()) {
        Function kernel = step.nests();
        switch (new ModelledMlir(level).compile(kernel, 1)) {
          case KernelTarget.Outcome.Refused(String why) -> wrong.add(sample + ": " + why);
          case KernelTarget.Outcome.Made(NativeKernel made) -> {
            List<OracleTensor> operands = Calls.operands(kernel, 5);
            List<OracleTensor> expected = Calls.interpreted(kernel, operands);
            List<OracleTensor> found = Calls.called(made.entry(), kernel, operands, 7);
            double off = Kernels.difference(expected, found);
            if (off > MlirSamplesTest.allowed(kernel)) {
              wrong.add(sample + " is off by " + off + " ulp of the greatest");
            }
          }
        }
      }
    }
    assertEquals(List.of(), wrong);
  }
}
