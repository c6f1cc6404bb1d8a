package org.tosc.backends.mlir.gpu;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.mlir.linalg.BodyLoops;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;

/// How a body joins what it accumulates with each point, where parts may be taken apart and joined
/// in any order.
enum Joining {
  /// Parts begin at 0 and are added.
  SUM,
  /// The larger; NaN if either is. Parts begin with what there was before here and below, as
  /// joining that twice changes nothing.
  MAXIMUM,
  /// The smaller; NaN if either is.
  MINIMUM,
  /// The other where it is greater.
  GREATER,
  /// The other where it is less.
  LESS;

  private static final Set<CoreOp> ABOVE = Set.of(CoreOp.GT, CoreOp.GE);
  private static final Set<CoreOp> BELOW = Set.of(CoreOp.LT, CoreOp.LE);

  /// Of a body with one out of `f32` that may be reassociated; null where it is anything else.
  static @Nullable Joining of(BodyLoops loops) {
    if (loops.writes().size() != 1 || !loops.reassociates() || !loops.reduces()) {
      return null;
    }
    Value carried = loops.region().params().get(loops.writes().getFirst());
    Value result = loops.region().terminator().operand(0);
    List<Operation> ops = loops.region().ops();
    Operation last =
        ops.stream().filter(o -> o.results().contains(result)).findFirst().orElse(null);
    if (last == null || carried.type() != Scalar.F32) {
      return null;
    }
    long uses = ops.stream().flatMap(o -> o.operands().stream()).filter(carried::equals).count();
    if (last.op() == CoreOp.SELECT) {
      return uses == 2 ? chosen(last, ops, carried) : null;
    }
    return uses == 1 ? plain(last, carried) : null;
  }

  private static @Nullable Joining plain(Operation last, Value carried) {
    if (!last.operands().contains(carried)) {
      return null;
    }
    if (last.op() == CoreOp.ADD || (last.op() == CoreOp.FMA && last.operand(2).equals(carried))) {
      return SUM;
    }
    return last.op() == CoreOp.MAX ? MAXIMUM : last.op() == CoreOp.MIN ? MINIMUM : null;
  }

  /// The greater of two numbers, written as a choice: `x > carried ? x : carried`.
  private static @Nullable Joining chosen(Operation select, List<Operation> ops, Value carried) {
    Operation order =
        ops.stream().filter(o -> o.results().contains(select.operand(0))).findFirst().orElse(null);
    boolean isUsual =
        order != null
            && order.operands().size() == 2
            && select.operand(2).equals(carried)
            && order.operand(1).equals(carried)
            && order.operand(0).equals(select.operand(1));
    if (order == null || !isUsual || !(order.op() instanceof CoreOp op)) {
      return null;
    }
    return ABOVE.contains(op) ? GREATER : BELOW.contains(op) ? LESS : null;
  }
}
