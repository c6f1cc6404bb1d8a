package org.tosc.driver.mlir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tosc.backends.api.KernelSequence;
import org.tosc.backends.mlir.Level;
import org.tosc.backends.mlir.scalar.NoText;
import org.tosc.backends.mlir.text.Assemblies;
import org.tosc.backends.mlir.text.MlirOperation;
import org.tosc.backends.mlir.text.MlirPrinter;
import org.tosc.backends.mlir.text.Quoting;
import org.tosc.backends.mlir.toolchain.NativeCompiler;
import org.tosc.backends.mlir.toolchain.NativeLibrary;
import org.tosc.backends.mlir.toolchain.Tool;
import org.tosc.backends.mlir.toolchain.ToolRun;
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
    return MlirPrinter.pretty(module(level, steps), Assemblies.UPSTREAM, MlirPrinter.Places.SHOWN);
  }

  static MlirOperation module(Level level, List<KernelSequence.Step> steps) throws NoText {
    List<Function> kernels = new ArrayList<>();
    List<List<String>> names = new ArrayList<>();
    for (KernelSequence.Step step : steps) {
      kernels.add(step.nests());
      names.add(
          Stream.concat(step.inputs().stream(), step.results().stream())
              .map(KernelSequence.Tensor::name)
              .toList());
    }
    return level.module(kernels, names);
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void bothFormsAreTheSame(Level level) throws NoText {
    assumeTrue(Tool.obstacle(Tool.MLIR_OPT) == null, "not checked: no mlir-opt");
    MlirOperation module = module(level, steps());
    String generic = MlirPrinter.generic(module, MlirPrinter.Places.SHOWN);
    assertEquals(read(generic), read(text(level, steps())));
  }

  /// Text as `mlir-opt` reads it. What is left out of an operation's own form has no place in a
  /// file, so that places are not compared.
  static String read(String text) {
    try (Workplace place = Workplace.open()) {
      place.write("in.mlir", text);
      List<String> arguments =
          List.of(
              "in.mlir", "--mlir-print-op-generic", "--mlir-print-local-scope", "-o", "out.mlir");
      ToolRun.of(Tool.MLIR_OPT, arguments, place.folder(), Duration.ofMinutes(1))
          .orFault("mlir-opt");
      return place.read("out.mlir");
    }
  }

  /// Names that would end what they stand in are names all the same.
  @ParameterizedTest
  @EnumSource(Level.class)
  void namesDoNotBreakOut(Level level) throws NoText {
    assumeTrue(Tool.obstacle(Tool.MLIR_OPT) == null, "not checked: no mlir-opt");
    String hostile = "f\") { return }\nfunc.func @other(%x: f32 loc(\"a\":1:1)) // \\ ";
    Function given = SampleKernels.SOFTMAX.sequence().steps().getFirst().nests();
    Function named =
        new Function(hostile, given.results(), given.body(), given.attributes(), given.span());
    List<String> names = List.of("%x } // " + hostile, "\u0000\u00e9 -> \"");
    String generic = read(level.text(List.of(named), List.of(names)));
    assertEquals(1, generic.split("\"func.func\"\\(", -1).length - 1, generic);
    assertFalse(generic.contains("sym_name = \"other\""), generic);
    assertTrue(generic.contains("sym_name = " + Quoting.string(hostile)), generic);
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
  static double allowed(Function kernel) {
    Scalar element = ((BufferType) kernel.params().get(Calls.buffers(kernel) - 1).type()).element();
    return element == Scalar.F16 ? 0x1p13 : element == Scalar.BF16 ? 0x1p16 : 64;
  }
}
