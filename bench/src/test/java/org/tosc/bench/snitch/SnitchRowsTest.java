package org.tosc.bench.snitch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tosc.backends.snitch.code.Unsupported;
import org.tosc.backends.snitch.kernel.KernelCode;

/// Compiled kernels against sums in `f64`, and their cycles on the model against another compiler's
/// on the processor's RTL.
class SnitchRowsTest {
  /// One in so many rows of products is run.
  private static final int PRODUCTS = 12;

  static Stream<Target> rows() {
    List<Target> products =
        Target.all().stream().filter(t -> t.kernel().name().equals("matmul")).toList();
    return Target.all().stream()
        .filter(t -> !products.contains(t) || products.indexOf(t) % PRODUCTS == 0);
  }

  private static KernelRun run(Target target) throws Unsupported {
    KernelCode code = KernelCode.of(target.kernel().function());
    return KernelRun.of(target.kernel(), code.routine(), target.overhead());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void takesNoMoreCyclesThanTheOtherCompiler(Target target) throws Unsupported {
    KernelRun run = run(target);
    assertEquals(0, run.wrong(), "elements that are wrong");
    assertTrue(target.holds(run.cycles()), run.cycles() + " cycles");
  }

  static Stream<Target> shapes() {
    return Stream.of(
        Target.unlisted("matmul", "1x7x1xf64"),
        Target.unlisted("matmul", "3x5x11xf64"),
        Target.unlisted("matmul", "13x1x17xf64"),
        Target.unlisted("matmul", "23x29x31xf64"),
        Target.unlisted("matmul", "2x2x2xf64"),
        Target.unlisted("conv2d_d1_s1_3x3", "7x13xf64"),
        Target.unlisted("pooling_nchw_sum_d1_s2_3x3", "5x23xf64"),
        Target.unlisted("pooling_nchw_max_d1_s2_3x3", "1x1xf64"),
        Target.unlisted("pooling_nchw_max_d1_s2_3x3", "5x7xf64"),
        Target.unlisted("pooling_nchw_sum_d1_s2_3x3", "7x2xf64"),
        Target.unlisted("dot", "1x3xf64"),
        Target.unlisted("dot", "1x131xf64"),
        Target.unlisted("matmul", "2x67x1xf64"),
        Target.unlisted("axpy", "7x9xf64"),
        Target.unlisted("jacobi", "7x13xf64"),
        Target.unlisted("jacobi", "1x1xf64"),
        Target.unlisted("exp", "1x1xf64"),
        Target.unlisted("gelu", "3x5xf64"),
        Target.unlisted("softmax", "3x7xf64"),
        Target.unlisted("rmsnorm", "4x8xf64"),
        Target.unlisted("layernorm", "5x6xf64"),
        Target.unlisted("attention", "5x8x6xf64"),
        Target.unlisted("exp", "5x7xf64"),
        Target.unlisted("sum", "1x1xf64"),
        Target.unlisted("sum", "3x4xf16"),
        Target.unlisted("relu", "7x11xf64"),
        Target.unlisted("fill", "9x2xf32"));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void isRightAtOtherShapes(Target target) throws Unsupported {
    KernelRun run = run(target);
    assertEquals(0, run.wrong(), "elements that are wrong");
  }

  static Stream<Target> ragged() {
    return Stream.of(
        Target.unlisted("sum", "3x5xf32"),
        Target.unlisted("relu", "3x5xf16"),
        Target.unlisted("matmul", "4x4x4xf32"),
        Target.unlisted("pooling_nchw_max_d1_s2_3x3", "4x4xf32"),
        Target.unlisted("exp", "4x4xf32"));
  }

  /// What no streams fit is computed by loops, which is told.
  @ParameterizedTest
  @MethodSource("ragged")
  void loopsComputeWhatNoStreamsFit(Target target) throws Unsupported {
    KernelCode code = KernelCode.of(target.kernel().function());
    assertNotNull(code.whyLoops(), target.shape());
    KernelRun run = KernelRun.of(target.kernel(), code.routine(), target.overhead());
    assertEquals(0, run.wrong(), "elements that are wrong");
  }

  @Test
  void theExponentialTakesLessThanTwoThirdsOfALoop() throws Unsupported {
    Target target = Target.unlisted("exp", "16x32xf64");
    KernelRun loop =
        KernelRun.of(target.kernel(), ScalarExponential.routine(512), target.overhead());
    KernelRun run = run(target);
    assertEquals(0, loop.wrong() + run.wrong(), "elements that are wrong");
    assertTrue(1.5 * run.cycles() <= loop.cycles(), run.cycles() + " of " + loop.cycles());
  }
}
