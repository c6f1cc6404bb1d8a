package org.tosc.driver.mlir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tosc.backends.api.KernelSequence;
import org.tosc.backends.mlir.Level;
import org.tosc.backends.mlir.scalar.NoText;
import org.tosc.backends.mlir.toolchain.NativeCompiler;
import org.tosc.backends.mlir.toolchain.NativeLibrary;
import org.tosc.backends.mlir.toolchain.Tool;
import org.tosc.backends.mlir.toolchain.Workplace;
import org.tosc.passes.kernelize.Kernels;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Scalar;

/// The installed LLVM takes every level of every sample, and what it makes of those for CPUs
/// computes what the interpreter computes.
final class MlirSamplesTest {
  /// All kernels of all samples.
  private static List<KernelSequence.Step> steps() {
    return Stream.of(SampleKernels.values()).flatMap(s -> s.sequence().steps().stream()).toList();
  }

  static String text(Level level, List<KernelSequence.Step> steps) throws NoText {
    List<Function> kernels = new ArrayList<>();
    List<List<String>> names = new ArrayList<>();
    for (KernelSequence.Step step : steps) {
      kernels.add(step.nests());
      names.add(
          Stream.concat(step.inputs().stream(), step.results().stream())
              .map(KernelSequence.Tensor::name)
              .toList());
    }
    return level.text(kernels, names);
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void everyLevelIsVerifiedAndLowered(Level level) throws NoText {
    assumeTrue(Tool.obstacle(Tool.MLIR_OPT) == null, "not checked: no mlir-opt");
    try (Workplace place = Workplace.open()) {
      place.write("in.mlir", text(level, steps()));
      NativeCompiler.lower("in.mlir", level.pipeline(), "out.mlir", place);
      assertTrue(place.read("out.mlir").contains("llvm.func"));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Level.class,
      names = {"GPU"},
      mode = EnumSource.Mode.EXCLUDE)
  void codeComputesWhatNestsMean(Level level) throws NoText {
    String obstacle = NativeCompiler.obstacle();
    assumeTrue(obstacle == null, () -> "not checked: " + obstacle);
    List<KernelSequence.Step> steps = steps();
    NativeLibrary library;
    try (Workplace place = Workplace.open()) {
      library =
          NativeLibrary.load(NativeCompiler.compile(text(level, steps), level.pipeline(), place));
    }
    List<String> wrong = new ArrayList<>();
    for (KernelSequence.Step step : steps) {
      Function kernel = step.nests();
      List<OracleTensor> operands = Calls.operands(kernel, 5);
      List<OracleTensor> expected = Calls.interpreted(kernel, operands);
      var code = library.function(kernel.symbol(), Calls.buffers(kernel));
      List<OracleTensor> found = Calls.called(code, kernel, operands, 7);
      double off = Kernels.difference(expected, found);
      if (off > allowed(kernel)) {
        wrong.add(kernel.symbol() + " is off by " + off + " ulp of the greatest");
      }
    }
    assertEquals(List.of(), wrong);
  }

  /// In ulp of `f32` of the greatest element: roundings of sums of some hundred terms, and one of
  /// the result's format.
  private static double allowed(Function kernel) {
    Scalar element = ((BufferType) kernel.params().get(Calls.buffers(kernel) - 1).type()).element();
    return element == Scalar.F16 ? 0x1p13 : element == Scalar.BF16 ? 0x1p16 : 64;
  }
}
