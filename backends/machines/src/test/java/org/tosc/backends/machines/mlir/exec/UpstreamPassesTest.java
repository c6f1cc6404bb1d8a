package org.tosc.backends.machines.mlir.exec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tosc.backends.machines.mlir.MlirOpt;
import org.tosc.backends.machines.mlir.MlirOpt.Answer;
import org.tosc.backends.machines.mlir.Texts;

/// Passes of MLIR as oracles: what a pass makes of a kernel gives what the kernel gives, bit for
/// bit, as none of these passes changes the order of sums.
class UpstreamPassesTest {
  private static final String BUFFERS =
      "eliminate-empty-tensors,one-shot-bufferize{bufferize-function-boundaries=true"
          + " function-boundary-type-conversion=identity-layout-map},";
  private static final String LOOPS = BUFFERS + "convert-linalg-to-loops,";
  private static final String AFFINE = BUFFERS + "convert-linalg-to-affine-loops,";
  private static final String PARALLEL = BUFFERS + "convert-linalg-to-parallel-loops,";

  /// The pass, what has to come before it, and its place.
  private static final List<List<String>> PASSES =
      List.of(
          List.of("", "canonicalize"),
          List.of("", "cse"),
          List.of("", "inline"),
          List.of("", "sccp,canonicalize"),
          List.of("", "symbol-dce"),
          List.of("", "topological-sort"),
          List.of("", "linalg-generalize-named-ops"),
          List.of("linalg-generalize-named-ops,", "linalg-fuse-elementwise-ops"),
          List.of("linalg-generalize-named-ops,", "linalg-fold-unit-extent-dims"),
          List.of("", "linalg-inline-scalar-operands"),
          List.of("", "func.func(linalg-detensorize)"),
          List.of("", "empty-tensor-to-alloc-tensor"),
          List.of("", "one-shot-bufferize{bufferize-function-boundaries=true}"),
          List.of(BUFFERS, "buffer-deallocation-pipeline"),
          List.of(BUFFERS, "func.func(buffer-hoisting)"),
          List.of(BUFFERS, "func.func(buffer-loop-hoisting)"),
          List.of(BUFFERS, "func.func(promote-buffers-to-stack)"),
          List.of(BUFFERS, "buffer-results-to-out-params"),
          List.of(BUFFERS, "convert-linalg-to-loops"),
          List.of(BUFFERS, "convert-linalg-to-affine-loops"),
          List.of(BUFFERS, "convert-linalg-to-parallel-loops"),
          List.of(AFFINE, "lower-affine"),
          List.of(LOOPS, "convert-scf-to-cf"),
          List.of(LOOPS + "convert-scf-to-cf,", "func.func(lift-cf-to-scf),canonicalize"),
          List.of(LOOPS, "loop-invariant-code-motion"),
          List.of(LOOPS, "scf-for-loop-peeling"),
          List.of(LOOPS, "scf-for-loop-canonicalization"),
          List.of(LOOPS, "scf-for-loop-specialization"),
          List.of(LOOPS, "scf-for-to-while"),
          List.of(LOOPS, "expand-strided-metadata"),
          List.of(LOOPS, "fold-memref-alias-ops"),
          List.of(LOOPS, "memref-expand"),
          List.of(LOOPS, "arith-expand"),
          List.of(LOOPS, "arith-unsigned-when-equivalent"),
          List.of(LOOPS, "int-range-optimizations"),
          List.of(LOOPS, "control-flow-sink"),
          List.of(AFFINE, "func.func(affine-loop-tile{tile-size=4})"),
          List.of(AFFINE, "func.func(affine-loop-fusion)"),
          List.of(AFFINE, "func.func(affine-loop-unroll{unroll-factor=3})"),
          List.of(AFFINE, "func.func(affine-loop-unroll-jam{unroll-jam-factor=2})"),
          List.of(AFFINE, "func.func(affine-scalrep)"),
          List.of(AFFINE, "func.func(affine-loop-normalize)"),
          List.of(AFFINE, "func.func(affine-loop-coalescing)"),
          List.of(AFFINE, "func.func(affine-parallelize)"),
          List.of(AFFINE, "func.func(affine-loop-invariant-code-motion)"),
          List.of(
              AFFINE,
              "func.func(affine-data-copy-generate{generate-dma=false" + " fast-mem-space=0})"),
          List.of(AFFINE, "normalize-memrefs"),
          List.of(AFFINE, "func.func(affine-super-vectorize{virtual-vector-size=4})"),
          List.of(
              AFFINE + "func.func(affine-super-vectorize{virtual-vector-size=4}),",
              "convert-vector-to-scf"),
          List.of(PARALLEL, "func.func(scf-parallel-loop-tiling{parallel-loop-tile-sizes=4,8})"),
          List.of(PARALLEL, "func.func(scf-parallel-loop-fusion)"),
          List.of(PARALLEL, "func.func(scf-parallel-loop-specialization)"),
          List.of(
              PARALLEL + "func.func(gpu-map-parallel-loops,",
              "convert-parallel-loops-to-gpu),gpu-kernel-outlining"));

  /// Smaller than the kernel, as the interpreter takes its time.
  private static String text(String kernel) {
    return Texts.kernel(kernel)
        .replace("64x96", "8x12")
        .replace("96x128", "12x16")
        .replace("64x128", "8x16")
        .replace("<128x", "<16x");
  }

  /// Tiles of a reduction over several axes: its terms come in another order.
  private static final Set<String> REORDERS = Set.of("func.func(affine-loop-tile{tile-size=4})");

  private static Stream<Arguments> fewCases() {
    return cases().filter(c -> c.get()[0].equals("softmax") || c.get()[0].equals("conv2d"));
  }

  private static Stream<Arguments> cases() {
    return PASSES.stream()
        .flatMap(
            pass ->
                Stream.of("mlp", "softmax", "layernorm", "conv2d")
                    .map(kernel -> Arguments.of(kernel, pass.getFirst(), pass.getLast())));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("cases")
  void aPassChangesNothing(String kernel, String before, String pass) {
    MlirOpt.require();
    String text = text(kernel);
    String pipeline = "--pass-pipeline=builtin.module(" + before + pass + ")";
    Answer answer = MlirOpt.run(text, List.of(pipeline, "--mlir-print-op-generic"));
    assertTrue(answer.isAccepted(), answer.errors());
    Call given = new Call(text, kernel).random(11);
    given.run();
    Call made = new Call(answer.output(), kernel).random(11);
    made.run();
    for (int i = 0; i < given.memory().size(); i++) {
      if (REORDERS.contains(pass)) {
        assertArrayEquals(given.values(i), made.values(i), 1e-5);
      } else {
        assertArrayEquals(given.memory().get(i), made.memory().get(i), "argument " + i);
      }
    }
  }

  /// The form that mlir-opt prints without being asked for another is read as well.
  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("fewCases")
  void thePrettyFormIsRead(String kernel, String before, String pass) {
    MlirOpt.require();
    String pipeline = "--pass-pipeline=builtin.module(" + before + pass + ")";
    Answer answer = MlirOpt.run(text(kernel), List.of(pipeline));
    assertTrue(answer.isAccepted(), answer.errors());
    Call.program(answer.output());
  }

  /// A schedule tiles, vectorises and fuses products with sums, which rounds less often.
  @Test
  void aScheduleIsCarriedOut() {
    MlirOpt.require();
    String text = Texts.kernel("scheduled");
    String passes =
        "transform-interpreter,test-transform-dialect-erase-schedule,canonicalize,cse,canonicalize";
    Answer answer = MlirOpt.run(text, List.of("--pass-pipeline=builtin.module(" + passes + ")"));
    assertTrue(answer.isAccepted(), answer.errors());
    assertTrue(answer.output().contains("vector.fma"), answer.output());
    Call given = new Call(text, "matmul").random(12);
    Counts before = given.run().counts();
    Call made = new Call(answer.output(), "matmul").random(12);
    Counts after = made.run().counts();
    assertEquals(before.flops(), after.flops());
    assertTrue(after.loadedBytes() * 10 < before.loadedBytes(), after::toString);
    assertArrayEquals(given.values(2), made.values(2), 1e-4);
  }
}
