package org.tosc.driver.mlir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tosc.backends.api.KernelSequence;
import org.tosc.backends.machines.mlir.exec.Argument;
import org.tosc.backends.machines.mlir.exec.MlirModel;
import org.tosc.backends.machines.mlir.exec.Program;
import org.tosc.backends.mlir.Level;
import org.tosc.backends.mlir.scalar.NoText;
import org.tosc.backends.mlir.toolchain.Tool;
import org.tosc.backends.mlir.toolchain.ToolRun;
import org.tosc.backends.mlir.toolchain.Workplace;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Function;
import org.tosc.tir.source.Source;

/// Upstream's passes on every sample, as oracles: on the model of MLIR what a pass makes of a
/// kernel gives what the kernel gives, bit for bit.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class UpstreamOracleTest {
  private static final long SEED = 11;

  private static final String BUFFERS =
      "eliminate-empty-tensors,one-shot-bufferize{bufferize-function-boundaries=true"
          + " function-boundary-type-conversion=identity-layout-map},";
  private static final String LOOPS = BUFFERS + "convert-linalg-to-loops,";
  private static final String AFFINE = BUFFERS + "convert-linalg-to-affine-loops,";
  private static final String PARALLEL = BUFFERS + "convert-linalg-to-parallel-loops,";

  /// A pass, behind what has to come before it.
  record Pass(Level level, String before, String name) {
    @Override
    public String toString() {
      return level + ": " + name;
    }
  }

  private static final List<Pass> PASSES =
      Stream.of(
              of(
                  Level.LINALG,
                  "",
                  "canonicalize",
                  "cse",
                  "sccp,canonicalize",
                  "symbol-dce",
                  "topological-sort",
                  "linalg-fuse-elementwise-ops",
                  "linalg-fold-unit-extent-dims",
                  "linalg-inline-scalar-operands",
                  "func.func(linalg-detensorize)",
                  "empty-tensor-to-alloc-tensor",
                  "one-shot-bufferize{bufferize-function-boundaries=true}"),
              of(
                  Level.LINALG,
                  BUFFERS,
                  "buffer-deallocation-pipeline",
                  "func.func(buffer-hoisting)",
                  "func.func(promote-buffers-to-stack)",
                  "convert-linalg-to-loops",
                  "convert-linalg-to-affine-loops",
                  "convert-linalg-to-parallel-loops"),
              of(
                  Level.LINALG,
                  LOOPS,
                  "convert-scf-to-cf",
                  "loop-invariant-code-motion",
                  "scf-for-loop-peeling",
                  "scf-for-to-while",
                  "expand-strided-metadata",
                  "fold-memref-alias-ops",
                  "arith-expand",
                  "int-range-optimizations",
                  "control-flow-sink"),
              of(
                  Level.LINALG,
                  AFFINE,
                  "lower-affine",
                  "func.func(affine-loop-fusion)",
                  "func.func(affine-loop-unroll{unroll-factor=3})",
                  "func.func(affine-scalrep)",
                  "func.func(affine-loop-coalescing)",
                  "func.func(affine-parallelize)"),
              of(
                  Level.LINALG,
                  PARALLEL,
                  "func.func(scf-parallel-loop-tiling{parallel-loop-tile-sizes=4,8})",
                  "func.func(scf-parallel-loop-fusion)"),
              of(
                  Level.VECTOR,
                  "",
                  "canonicalize",
                  "cse",
                  "loop-invariant-code-motion",
                  "convert-vector-to-scf",
                  "convert-scf-to-cf",
                  "func.func(promote-buffers-to-stack)"))
          .flatMap(List::stream)
          .toList();

  private static List<Pass> of(Level level, String before, String... names) {
    return Stream.of(names).map(name -> new Pass(level, before, name)).toList();
  }

  static List<Pass> passes() {
    return PASSES;
  }

  private final Map<Level, Map<String, List<Long>>> given = new HashMap<>();

  @ParameterizedTest
  @MethodSource("passes")
  void aPassChangesNothing(Pass pass) throws NoText {
    assumeTrue(Tool.obstacle(Tool.MLIR_OPT) == null, "not checked: no mlir-opt");
    String text = text(pass.level());
    String made;
    try (Workplace place = Workplace.open()) {
      place.write("in.mlir", text);
      String pipeline = "--pass-pipeline=builtin.module(" + pass.before() + pass.name() + ")";
      List<String> arguments =
          List.of("in.mlir", pipeline, "--mlir-print-op-generic", "-o", "out.mlir");
      ToolRun.of(Tool.MLIR_OPT, arguments, place.folder(), Duration.ofMinutes(1))
          .orFault("mlir-opt");
      made = place.read("out.mlir");
    }
    Map<String, List<Long>> before = given.computeIfAbsent(pass.level(), _ -> results(text));
    assertEquals(before, results(made));
  }

  private static List<Function> kernels() {
    return Stream.of(SampleKernels.values())
        .flatMap(s -> s.sequence().steps().stream())
        .map(KernelSequence.Step::nests)
        .toList();
  }

  private static String text(Level level) throws NoText {
    List<List<String>> names = new ArrayList<>();
    for (Function kernel : kernels()) {
      List<String> own = new ArrayList<>();
      for (int i = 0; i < Calls.buffers(kernel); i++) {
        own.add("b" + i);
      }
      names.add(own);
    }
    return level.text(kernels(), names);
  }

  /// A hash of each result's bytes, by kernels.
  private static Map<String, List<Long>> results(String text) {
    Program program =
        switch (MlirModel.read(new Source("a.mlir", text))) {
          case MlirModel.Outcome.Ready(Program ready) -> ready;
          case MlirModel.Outcome.Refused(var why) -> throw new AssertionError(why);
        };
    Map<String, List<Long>> all = new HashMap<>();
    for (Function kernel : kernels()) {
      all.put(kernel.symbol(), results(program, kernel));
    }
    return all;
  }

  private static List<Long> results(Program program, Function kernel) {
    SplittableRandom random = new SplittableRandom(SEED);
    List<MemorySegment> memory = new ArrayList<>();
    List<Argument> arguments = new ArrayList<>();
    for (int i = 0; i < Calls.buffers(kernel); i++) {
      BufferType type = (BufferType) kernel.params().get(i).type();
      long[] shape = type.shape().stream().mapToLong(d -> ((Dim.Known) d).size()).toArray();
      long count = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
      double[] numbers = random.doubles(count, -1, 1).toArray();
      DType element = DType.parse(type.element().text());
      byte[] bytes =
          Tensor.ofDoubles(element, shape, numbers).segment().toArray(ValueLayout.JAVA_BYTE);
      memory.add(MemorySegment.ofArray(bytes));
      arguments.add(Argument.Elements.of(memory.getLast()));
    }
    return switch (program.call(kernel.symbol(), arguments, Program.BUDGET)) {
      case Program.Outcome.Stopped(var why) -> throw new AssertionError(why);
      case Program.Outcome.Done _ -> memory.stream().map(UpstreamOracleTest::hash).toList();
    };
  }

  private static long hash(MemorySegment bytes) {
    long hash = 0;
    for (long i = 0; i < bytes.byteSize(); i++) {
      hash = 1_000_003 * hash + bytes.get(ValueLayout.JAVA_BYTE, i);
    }
    return hash;
  }
}
