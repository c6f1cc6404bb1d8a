package org.tosc.passes.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.tosc.tir.ir.TensorOp;

/// Every row that has a gradient, on random shapes in binary64, against central differences.
class RowGradientsTest {
  private static final double MOST = 1e-6;

  @Test
  void everyRowAgreesWithDifferences() {
    Map<TensorOp, Differences.Found> found = RowGradients.measured(6, 2026);
    Map<String, Double> wrong = new TreeMap<>();
    found.forEach(
        (op, f) -> {
          if (f.error() > MOST || f.derivatives() == 0) {
            wrong.put(op.row().name(), f.error());
          }
        });
    assertEquals(Map.of(), wrong);
    Set<TensorOp> differentiable =
        Arrays.stream(TensorOp.values())
            .filter(TensorOp::isDifferentiable)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(TensorOp.class)));
    assertEquals(differentiable, found.keySet());
  }
}
