package org.tosc.driver.mlir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tosc.backends.api.KernelSequence;
import org.tosc.backends.api.KernelTarget;
import org.tosc.backends.api.NativeKernel;
import org.tosc.backends.mlir.InstalledLlvm;
import org.tosc.backends.mlir.Level;
import org.tosc.backends.mlir.MlirKernels;
import org.tosc.backends.x86.X86Kernels;
import org.tosc.backends.x86.code.InstructionSet;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.ir.Function;

/// Loops over vectors give the same bits whether LLVM makes code of them or our own backend does.
final class TwinTest {
  private static NativeKernel made(KernelTarget target, Function kernel) {
    return switch (target.compile(kernel, 1)) {
      case KernelTarget.Outcome.Made(NativeKernel code) -> code;
      case KernelTarget.Outcome.Refused(String why) -> throw new AssertionError(why);
    };
  }

  @ParameterizedTest
  @EnumSource(
      value = SampleKernels.class,
      names = {
        "MLP",
        "RAGGED_MLP",
        "SOFTMAX",
        "LAYERNORM",
        "RMSNORM",
        "ATTENTION",
        "CONV2D",
        "GELU",
        "ROW_SUMS",
        "TRANSPOSED"
      })
  void bitsAreTheSame(SampleKernels sample) {
    KernelTarget ours = new X86Kernels(InstructionSet.AVX512);
    KernelTarget llvm = new MlirKernels(new InstalledLlvm(Level.VECTOR));
    for (KernelTarget target : List.of(ours, llvm)) {
      assumeTrue(target.obstacle() == null, () -> "not checked: " + target.obstacle());
    }
    for (KernelSequence.Step step : sample.sequence().steps()) {
      Function kernel = step.nests();
      List<OracleTensor> operands = Calls.operands(kernel, 9);
      assertEquals(
          result(made(ours, kernel), kernel, operands),
          result(made(llvm, kernel), kernel, operands),
          kernel.symbol());
    }
  }

  private static List<Double> result(
      NativeKernel code, Function kernel, List<OracleTensor> operands) {
    OracleTensor made = Calls.called(code, kernel, operands, 0).getFirst();
    return java.util.Arrays.stream(made.reals()).boxed().toList();
  }
}
