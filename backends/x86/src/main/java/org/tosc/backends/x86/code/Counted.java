package org.tosc.backends.x86.code;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.SlotType;
import org.tosc.tir.ir.Value;

/// A loop that counts: `while (slot < to) { …; slot += step }`, with a bound that does not change.
///
/// @param slot the counter, which nothing else writes
record Counted(Value slot, Value to, long step) {
  /// A loop read as one that counts; null where it is another one.
  static @Nullable Counted of(Operation loop, Numbering numbering) {
    List<Operation> condition = loop.region(0).ops();
    List<Operation> next = loop.region(2).ops();
    if (condition.size() != 3 || condition.get(1).op() != CoreOp.LT) {
      return null;
    }
    Operation get = condition.get(0);
    Operation less = condition.get(1);
    boolean compares =
        get.op() == CoreOp.SLOT_GET
            && less.operand(0).equals(get.result())
            && condition.get(2).operand(0).equals(less.result());
    if (!compares) {
      return null;
    }
    Value slot = get.operand(0);
    boolean isI32 = ((SlotType) slot.type()).content() == Scalar.I32;
    long step = step(next, slot);
    return isI32 && step > 0 && numbering.sets(slot) == 1
        ? new Counted(slot, less.operand(1), step)
        : null;
  }

  /// What a counter grows by; 0 where that is not known.
  private static long step(List<Operation> next, Value slot) {
    if (next.size() != 5) {
      return 0;
    }
    Operation get = next.get(0);
    Operation by = next.get(1);
    Operation sum = next.get(2);
    Operation set = next.get(3);
    boolean adds =
        get.op() == CoreOp.SLOT_GET
            && get.operand(0).equals(slot)
            && by.op() == CoreOp.CONST
            && sum.op() == CoreOp.WRAPPING_ADD
            && sum.operands().equals(List.of(get.result(), by.result()))
            && set.op() == CoreOp.SLOT_SET
            && set.operands().equals(List.of(slot, sum.result()));
    return adds && by.attributes().get("value") instanceof Attribute.Int(long step) ? step : 0;
  }
}
