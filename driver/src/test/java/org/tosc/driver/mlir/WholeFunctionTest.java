package org.tosc.driver.mlir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tosc.backends.api.KernelSequence;
import org.tosc.backends.machines.mlir.exec.Argument;
import org.tosc.backends.machines.mlir.exec.MlirModel;
import org.tosc.backends.machines.mlir.exec.Program;
import org.tosc.backends.mlir.Level;
import org.tosc.backends.mlir.scalar.NoText;
import org.tosc.backends.mlir.sequence.SequenceFunction;
import org.tosc.backends.mlir.text.MlirPrinter;
import org.tosc.backends.mlir.text.Quoting;
import org.tosc.backends.mlir.toolchain.NativeCompiler;
import org.tosc.backends.mlir.toolchain.NativeLibrary;
import org.tosc.backends.mlir.toolchain.Tool;
import org.tosc.backends.mlir.toolchain.Workplace;
import org.tosc.passes.kernelize.Kernels;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.ir.Function;
import org.tosc.tir.source.Source;

/// A function that is not what one kernel is can be called as a whole, in every level, and computes
/// what its operations mean.
final class WholeFunctionTest {
  /// In ulp of the greatest element: roundings of a whole block.
  private static final double ALLOWED = 256;

  /// Makes a function ready to be called.
  @FunctionalInterface
  private interface Runner {
    Calls.Call ready(KernelSequence function) throws NoText;
  }

  private static void computes(Runner runner) throws NoText {
    List<String> wrong = new ArrayList<>();
    for (SampleFunctions sample : SampleFunctions.values()) {
      KernelSequence function = sample.sequence();
      assertFalse(SequenceFunction.isOneKernel(function), sample + " is one kernel");
      List<OracleTensor> operands = sample.operands(5);
      List<OracleTensor> expected = sample.interpreted(operands);
      List<OracleTensor> found = Calls.called(runner.ready(function), function, operands, 7);
      double off = Kernels.difference(expected, found);
      if (off > ALLOWED || found.size() != expected.size()) {
        wrong.add(sample + " is off by " + off + " ulp of the greatest");
      }
    }
    assertEquals(List.of(), wrong);
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void everyLevelIsVerifiedAndLowered(Level level) throws NoText {
    assumeTrue(Tool.obstacle(Tool.MLIR_OPT) == null, "not checked: no mlir-opt");
    for (SampleFunctions sample : SampleFunctions.values()) {
      try (Workplace place = Workplace.open()) {
        place.write("in.mlir", level.text(sample.sequence()));
        NativeCompiler.lower("in.mlir", level.pipeline(), "out.mlir", place);
        assertTrue(place.read("out.mlir").contains("llvm.func"));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Level.class,
      names = {"GPU"},
      mode = EnumSource.Mode.EXCLUDE)
  void codeComputesWhatFunctionsMean(Level level) throws NoText {
    String obstacle = NativeCompiler.obstacle();
    assumeTrue(obstacle == null, () -> "not checked: " + obstacle);
    computes(
        function -> {
          try (Workplace place = Workplace.open()) {
            String text = level.text(function);
            NativeLibrary library =
                NativeLibrary.load(NativeCompiler.compile(text, level.pipeline(), place));
            int buffers = function.parameters().size() + function.results().size();
            return Calls.call(library.function(function.name(), buffers));
          }
        });
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void modelComputesWhatFunctionsMean(Level level) throws NoText {
    computes(function -> modelled(function, level.text(function)));
  }

  private static Calls.Call modelled(KernelSequence function, String text) {
    Program program =
        switch (MlirModel.read(new Source("f.mlir", text))) {
          case MlirModel.Outcome.Refused(var why) -> throw new AssertionError(why);
          case MlirModel.Outcome.Ready(Program ready) -> ready;
        };
    return memory -> {
      List<Argument> arguments = memory.stream().<Argument>map(Argument.Elements::of).toList();
      return switch (program.call(function.name(), arguments, Program.BUDGET)) {
        case Program.Outcome.Done _ -> memory;
        case Program.Outcome.Stopped(var why) -> throw new AssertionError(why);
      };
    };
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void bothFormsAreTheSame(Level level) throws NoText {
    assumeTrue(Tool.obstacle(Tool.MLIR_OPT) == null, "not checked: no mlir-opt");
    for (SampleFunctions sample : SampleFunctions.values()) {
      KernelSequence function = sample.sequence();
      String generic = MlirPrinter.generic(level.module(function), MlirPrinter.Places.SHOWN);
      assertEquals(MlirSamplesTest.read(generic), MlirSamplesTest.read(level.text(function)));
    }
  }

  /// Names that would end what they stand in are names all the same, and only the function can be
  /// called.
  @ParameterizedTest
  @EnumSource(Level.class)
  void namesDoNotBreakOut(Level level) throws NoText {
    assumeTrue(Tool.obstacle(Tool.MLIR_OPT) == null, "not checked: no mlir-opt");
    String hostile = "f\") { return }\nfunc.func @other(%x: f32 loc(\"a\":1:1)) // \\ ";
    KernelSequence given = SampleFunctions.RESULT_READ.sequence();
    KernelSequence named =
        new KernelSequence(
            hostile,
            given.parameters().stream().map(t -> renamed(t, hostile)).toList(),
            given.results().stream().map(t -> renamed(t, hostile)).toList(),
            given.steps().stream().map(s -> renamed(s, hostile)).toList());
    String generic = MlirSamplesTest.read(level.text(named));
    int steps = given.steps().size();
    assertEquals(steps + 1, generic.split("\"func.func\"\\(", -1).length - 1, generic);
    assertEquals(steps, generic.split("sym_visibility = \"private\"", -1).length - 1, generic);
    assertFalse(generic.contains("sym_name = \"other\""), generic);
    assertTrue(generic.contains("sym_name = " + Quoting.string(hostile)), generic);
  }

  private static KernelSequence.Tensor renamed(KernelSequence.Tensor tensor, String hostile) {
    return new KernelSequence.Tensor(tensor.name() + hostile, tensor.type(), tensor.role());
  }

  private static KernelSequence.Step renamed(KernelSequence.Step step, String hostile) {
    Function f = step.nests();
    return new KernelSequence.Step(
        new Function(hostile + f.symbol(), f.results(), f.body(), f.attributes(), f.span()),
        step.inputs().stream().map(t -> renamed(t, hostile)).toList(),
        step.results().stream().map(t -> renamed(t, hostile)).toList());
  }
}
