package org.tosc.driver.measure;

import java.util.stream.Stream;
import org.tosc.tir.ir.Cost;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.FusedOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.Value;

/// What a function has to do, whoever does it: the arithmetic that the rows of its operations
/// count, and its arguments and results once each, because what lies between may stay in registers.
public record Workload(double flops, double bytes) {
  /// Of a straight line of tensor operations.
  public static Workload of(Function straight) {
    double flops = straight.body().ops().stream().mapToDouble(Workload::flops).sum();
    double bytes =
        Stream.concat(straight.params().stream().map(Value::type), straight.results().stream())
            .mapToDouble(Cost::bytes)
            .sum();
    return new Workload(flops, bytes);
  }

  private static double flops(Operation o) {
    if (o.op() == FusedOp.FUSED) {
      return o.region(0).ops().stream().mapToDouble(Workload::flops).sum();
    }
    return o.op() instanceof TensorOp ? Cost.of(o).flops() : 0;
  }
}
