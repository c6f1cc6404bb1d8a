package org.tosc.passes.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.tosc.passes.kernelize.Kernelize;
import org.tosc.passes.kernelize.Kernels;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;

class RangesTest {
  /// A rotation of 32 rows from `offset` on: the table of cosines, then that of sines.
  private static Function kernel(long offset) {
    String text =
        """
        func @f(%0: tensor<[32, 96] x f32>) -> (tensor<[32, 96] x f32>) {
          %1 = tensor.rope(%0) {offset = OFFSET}
          core.return(%1)
        }
        """;
    Function f = Kernels.function(text.replace("OFFSET", Long.toString(offset)));
    return ((Kernelize.Outcome.Made) Kernelize.kernel("k", f)).kernel();
  }

  private static double mostAngle(long offset) {
    Operation nest = kernel(offset).body().ops().getFirst();
    assertEquals(KernelOp.NEST, nest.op());
    Stage table = Objects.requireNonNull(Stage.of(nest));
    Operation cosine =
        table.body().ops().stream().filter(o -> o.op() == CoreOp.COS).findFirst().orElseThrow();
    return Objects.requireNonNull(Ranges.sizes(table).get(cosine.operand(0)));
  }

  /// Angles are rows times at most 1.
  @Test
  void anglesAreAtMostTheLastRow() {
    assertEquals(31, mostAngle(0), 1e-9);
    assertTrue(mostAngle(0) >= 31);
    assertEquals(1031, mostAngle(1000), 1e-9);
    assertEquals(1000, mostAngle(-1000), 1e-9);
  }

  private static long loops(Region region) {
    return region.ops().stream()
        .mapToLong(
            o ->
                (o.op() == CoreOp.LOOP ? 1 : 0)
                    + o.regions().stream().mapToLong(RangesTest::loops).sum())
        .sum();
  }

  /// What runs once where an angle is large is one more loop.
  @Test
  void onlyLargeAnglesHaveCode() {
    List<Function> small = Objects.requireNonNull(Lower.lower(kernel(0), Machine.AVX512));
    List<Function> large = Objects.requireNonNull(Lower.lower(kernel(1L << 30), Machine.AVX512));
    assertEquals(3, loops(small.getFirst().body()));
    assertEquals(4, loops(large.getFirst().body()));
  }
}
