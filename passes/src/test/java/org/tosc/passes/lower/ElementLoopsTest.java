package org.tosc.passes.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tosc.passes.analysis.Graph;
import org.tosc.passes.kernelize.Groups;
import org.tosc.passes.kernelize.Kernelize;
import org.tosc.passes.kernelize.Kernels;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Op;
import org.tosc.tir.ir.Value;

class ElementLoopsTest {
  private static final Set<Op> FUNCTIONS =
      Set.of(CoreOp.EXP, CoreOp.LOG, CoreOp.TANH, CoreOp.SIN, CoreOp.COS);

  /// Units of `f32` by which a few polynomials in a row may differ from `StrictMath`.
  private static final double UNITS = 16;

  static List<Groups.Case> groups() {
    return Groups.ALL;
  }

  /// Nothing is left open but functions: the interpreter gives the same bits for nests and loops.
  @ParameterizedTest
  @MethodSource("groups")
  void loopsComputeWhatNestsDo(Groups.Case group) {
    Function f = Kernels.function(group.text());
    var made = (Kernelize.Outcome.Made) Kernelize.kernel("f.k0", f);
    Function loops = Objects.requireNonNull(ElementLoops.of(made.kernel()));
    List<OracleTensor> operands = Kernels.operands(f, group.name().hashCode());
    List<OracleTensor> expected = run(made.kernel(), f, operands);
    List<OracleTensor> found = run(loops, f, operands);
    boolean[] approximates = new boolean[1];
    Graph.each(made.kernel().body(), o -> approximates[0] |= FUNCTIONS.contains(o.op()));
    if (approximates[0]) {
      double off = Kernels.difference(found, expected);
      assertTrue(off <= UNITS, () -> off + " units");
    } else {
      assertEquals(expected, found);
    }
  }

  private static List<OracleTensor> run(Function kernel, Function f, List<OracleTensor> operands) {
    Module module = Kernels.wrapped(List.of(kernel), Value.types(f.params()), f.results());
    return Kernels.run(module, "wrapped", operands);
  }

  @Test
  void boundsKnownAtRunTimeAreNotCovered() {
    Function kernel =
        Kernels.function(
            """
            func @f(%0: buffer<[4] x f32, global>, %1: i64) -> () {
              kernel.nest(%0, %1) {bounded = [0], extents = [4], ins = 0, kinds = ["parallel"], maps = [map (d0) -> (d0)], outs = 1} { ^(%2: f32):
                %3 = core.add(%2, %2) : f32
                core.yield(%3)
              }
              core.return
            }
            """);
    assertNull(ElementLoops.of(kernel));
  }
}
