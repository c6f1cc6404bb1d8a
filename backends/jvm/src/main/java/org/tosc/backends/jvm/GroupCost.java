package org.tosc.backends.jvm;

import java.util.List;
import java.util.stream.Stream;
import org.tosc.backends.jvm.link.Incubator;
import org.tosc.tir.ir.Cost;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.Value;

/// How long a group takes, roughly, by what its rows say of their arithmetic.
///
/// @param operations the tensor operations of the group
/// @param flops arithmetic operations of one run; at least one for each element that is made
/// @param bytes of the inputs and results, which are `f32`
record GroupCost(int operations, double flops, double bytes) {
  /// What calling a single operation takes, and what it then computes in a nanosecond.
  private static final double CALL_NANOS = 5000;

  private static final double PER_NANO = 2;

  private static final double LONG_NANOS = 20_000;

  static GroupCost of(List<Operation> operations, List<Value> inputs, List<Value> results) {
    List<Operation> tensors = operations.stream().filter(o -> o.op() instanceof TensorOp).toList();
    double bytes =
        Stream.concat(inputs.stream(), results.stream())
            .mapToDouble(v -> Cost.elements(v.type()) * Float.BYTES)
            .sum();
    return new GroupCost(
        tensors.size(), tensors.stream().mapToDouble(GroupCost::flops).sum(), bytes);
  }

  private static double flops(Operation o) {
    return Math.max(Cost.of(o).flops(), Cost.elements(o.results().getFirst().type()));
  }

  /// What the operations take one by one, on no machine in particular.
  double nanosApart() {
    return operations * CALL_NANOS + flops / PER_NANO;
  }

  /// Whether the kernel as machine code takes so long that nobody should have to wait for it: with
  /// 16 multiply-adds in a nanosecond, and 16 bytes.
  boolean isLong() {
    return flops / 32 + bytes / 16 > LONG_NANOS;
  }

  /// More than the kernel takes when it is compiled, and less than before: a tenth of what cores do
  /// that run at 2 GHz, and 3 GB/s.
  double nanosWhenWarm() {
    return flops / Incubator.lanes() + bytes / 3;
  }
}
