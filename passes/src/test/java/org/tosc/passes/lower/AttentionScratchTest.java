package org.tosc.passes.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tosc.passes.kernelize.Kernelize;
import org.tosc.passes.kernelize.Kernels;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;

/// Attention holds the scores of a block of rows, never all of them.
class AttentionScratchTest {
  private static final int HEADS = 32;
  private static final int LENGTH = 512;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%9 = tensor.attention(%0, %1, %2)",
        "%9 = tensor.attention(%0, %1, %2) {causal = true}",
        """
        %3 = tensor.transpose(%1) {perm = [0, 2, 1]}
        %4 = tensor.matmul(%0, %3)
        %5 = tensor.full {dtype = type f32, shape = [], value = 0.125}
        %6 = tensor.mul(%4, %5)
        %7 = tensor.softmax(%6)
        %9 = tensor.matmul(%7, %2)
        """
      })
  void scratchIsABlockOfRows(String operations) {
    String type = "tensor<[%d, %d, 64] x f32>".formatted(HEADS, LENGTH);
    String text =
        "func @f(%%0: %s, %%1: %s, %%2: %s) -> (%s) {\n%s\ncore.return(%%9)\n}\n"
            .formatted(type, type, type, type, operations);
    Kernelize.Outcome outcome = Kernelize.kernel("f.k0", Kernels.function(text));
    Function kernel = ((Kernelize.Outcome.Made) outcome).kernel();
    List<Function> lowered = Objects.requireNonNull(Lower.lower(kernel, Machine.AVX512));
    lowered.forEach(f -> assertEquals(0, allocations(f.body()), f.symbol()));
    List<Long> sizes = lowered.getLast().attributes().integers("sizes");
    long scratch = sizes.subList(4, sizes.size()).stream().mapToLong(n -> n).sum();
    // Panels of the keys and values of one head, and rows of scores.
    assertTrue(scratch < (long) LENGTH * LENGTH, () -> scratch + " in " + sizes);
  }

  private static int allocations(Region region) {
    int count = 0;
    for (Operation o : region.ops()) {
      count += o.op() == KernelOp.ALLOC ? 1 : 0;
      count += o.regions().stream().mapToInt(AttentionScratchTest::allocations).sum();
    }
    return count;
  }
}
