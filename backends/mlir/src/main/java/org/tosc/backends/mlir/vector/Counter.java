package org.tosc.backends.mlir.vector;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Value;

/// A loop that counts: while what a slot holds is below an end, it grows by a step.
///
/// @param slot that counts
/// @param end what it stays below
/// @param bounds operations of the condition that give the end
/// @param step operations that give the step
/// @param by the step
record Counter(Value slot, Value end, List<Operation> bounds, List<Operation> step, Value by) {
  /// How a `core.loop` counts; null where it does anything else.
  static @Nullable Counter of(Operation loop) {
    Region condition = loop.region(0);
    Region step = loop.region(2);
    Map<Value, Operation> made = new HashMap<>();
    condition.ops().forEach(o -> o.results().forEach(r -> made.put(r, o)));
    step.ops().forEach(o -> o.results().forEach(r -> made.put(r, o)));
    Operation order = made.get(condition.terminator().operand(0));
    if (order == null || order.op() != CoreOp.LT) {
      return null;
    }
    Operation read = made.get(order.operand(0));
    List<Operation> sets = step.ops().stream().filter(o -> o.op() == CoreOp.SLOT_SET).toList();
    if (read == null || read.op() != CoreOp.SLOT_GET || sets.size() != 1) {
      return null;
    }
    Value slot = read.operand(0);
    Operation sum = made.get(sets.getFirst().operand(1));
    Operation before = sum == null || sum.operands().isEmpty() ? null : made.get(sum.operand(0));
    boolean grows =
        sum != null
            && sum.op() == CoreOp.WRAPPING_ADD
            && sets.getFirst().operand(0).equals(slot)
            && before != null
            && before.op() == CoreOp.SLOT_GET
            && before.operand(0).equals(slot);
    if (!grows || sum == null) {
      return null;
    }
    return new Counter(
        slot, order.operand(1), constants(condition), constants(step), sum.operand(1));
  }

  private static List<Operation> constants(Region region) {
    return region.ops().stream().filter(o -> o.op() == CoreOp.CONST).toList();
  }
}
