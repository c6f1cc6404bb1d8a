package org.tosc.driver.triton;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tosc.backends.api.KernelSequence;
import org.tosc.backends.api.KernelSequence.Step;
import org.tosc.backends.api.KernelTarget.Emission;
import org.tosc.backends.api.KernelTarget.Outcome;
import org.tosc.backends.api.Platform;
import org.tosc.backends.triton.TritonKernels;
import org.tosc.passes.kernelize.Kernels;
import org.tosc.tir.ir.Function;

/// What has no program says why.
final class RefusalTest {
  private static final String NEST =
      """
      func @f(%0: buffer<[8] x T, global>, %1: buffer<[8] x T, global>) -> () {ins = 1, outs = 1} {
        kernel.nest(%0, %1) {extents = [8], ins = 1, kinds = ["parallel"],
            maps = [map (d0) -> (d0), map (d0) -> (d0)], outs = 1} { ^(%2: T, %3: T):
          %4 = BODY
          core.yield(%4)
        }
        core.return
      }
      """;

  private static Function nest(String element, String body) {
    return Kernels.function(NEST.replace("BODY", body).replaceAll("\\bT\\b", element));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "i32; core.add(%2, %2); core.add of i32 in a nest",
        "u8; core.and(%2, %2); core.and of u8 in a nest",
        "f32; core.pow(%2, %2); core.pow of f32 in a nest",
      })
  void operationsWithoutAFormOnTilesAreNamed(String element, String body, String why) {
    Function nests = nest(element, body);
    String expected = "there is no program of Triton for `f`: " + why;
    assertEquals(new Outcome.Refused(expected), new TritonKernels().compile(nests, 1));
    KernelSequence sequence = KernelSequence.of("f", new Step(nests, List.of(), List.of()));
    assertEquals(
        new Emission.Refused(expected),
        new TritonKernels().emit(sequence, "triton", new Platform("gpu", "torch")));
  }
}
