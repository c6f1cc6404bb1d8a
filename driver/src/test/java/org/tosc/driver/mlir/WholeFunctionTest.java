package org.tosc.driver.mlir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tosc.backends.api.KernelSequence;
import org.tosc.backends.api.NativeKernel;
import org.tosc.backends.machines.mlir.exec.Argument;
import org.tosc.backends.machines.mlir.exec.MlirModel;
import org.tosc.backends.machines.mlir.exec.Program;
import org.tosc.backends.mlir.Level;
import org.tosc.backends.mlir.scalar.NoText;
import org.tosc.backends.mlir.toolchain.NativeCompiler;
import org.tosc.backends.mlir.toolchain.NativeLibrary;
import org.tosc.backends.mlir.toolchain.Tool;
import org.tosc.backends.mlir.toolchain.Workplace;
import org.tosc.passes.kernelize.Kernels;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.source.Source;

/// A function of several kernels can be called as a whole, in every level, and computes what its
/// operations mean.
final class WholeFunctionTest {
  /// In ulp of the greatest element: roundings of a whole block.
  private static final double ALLOWED = 256;

  /// What was wrong with samples.
  @FunctionalInterface
  private interface Runner {
    NativeKernel.Code code(KernelSequence function) throws NoText;
  }

  private static void computes(Runner runner) throws NoText {
    List<String> wrong = new ArrayList<>();
    for (SampleFunctions sample : SampleFunctions.values()) {
      KernelSequence function = sample.sequence();
      assertTrue(function.steps().size() > 1, sample + " is one kernel");
      List<OracleTensor> operands = sample.operands(5);
      List<OracleTensor> expected = sample.interpreted(operands);
      List<OracleTensor> found = Calls.called(runner.code(function), function, operands, 7);
      double off = Kernels.difference(expected, found);
      if (off > ALLOWED || found.size() != expected.size()) {
        wrong.add(sample + " is off by " + off + " ulp of the greatest");
      }
    }
    assertEquals(List.of(), wrong);
  }

  private static int buffers(KernelSequence function) {
    return function.parameters().size() + function.results().size();
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
            return NativeLibrary.load(NativeCompiler.compile(text, level.pipeline(), place))
                .function(function.name(), buffers(function));
          }
        });
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void modelComputesWhatFunctionsMean(Level level) throws NoText {
    computes(function -> modelled(function, level.text(function)));
  }

  private static NativeKernel.Code modelled(KernelSequence function, String text) {
    Program program =
        switch (MlirModel.read(new Source("f.mlir", text))) {
          case MlirModel.Outcome.Refused(var why) -> throw new AssertionError(why);
          case MlirModel.Outcome.Ready(Program ready) -> ready;
        };
    MethodHandle run =
        MethodHandles.insertArguments(RUN, 0, program, function.name())
            .asCollector(MemorySegment[].class, buffers(function));
    return new NativeKernel.Code(run, () -> run);
  }

  private static final MethodHandle RUN = run();

  private static MethodHandle run() {
    try {
      return MethodHandles.lookup()
          .findStatic(
              WholeFunctionTest.class,
              "run",
              MethodType.methodType(
                  void.class, Program.class, String.class, MemorySegment[].class));
    } catch (ReflectiveOperationException fault) {
      throw new ExceptionInInitializerError(fault);
    }
  }

  @SuppressWarnings("UnusedMethod") // RUN calls it
  private static void run(Program program, String name, MemorySegment[] memory) {
    List<Argument> arguments = Arrays.stream(memory).<Argument>map(Argument.Elements::of).toList();
    switch (program.call(name, arguments, Program.BUDGET)) {
      case Program.Outcome.Done _ -> {}
      case Program.Outcome.Stopped(var why) -> throw new AssertionError(why);
    }
  }
}
