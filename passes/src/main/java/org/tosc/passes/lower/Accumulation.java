package org.tosc.passes.lower;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Value;

/// How a stage accumulates, where its terms may be taken in any order.
///
/// @param combine what joins two partial results
/// @param across what joins the lanes of a vector
/// @param identity what changes nothing
record Accumulation(CoreOp combine, CoreOp across, double identity) {
  private static final Map<CoreOp, Accumulation> TABLE =
      Map.of(
          CoreOp.ADD, new Accumulation(CoreOp.ADD, CoreOp.REDUCE_ADD, 0),
          CoreOp.FMA, new Accumulation(CoreOp.ADD, CoreOp.REDUCE_ADD, 0),
          CoreOp.MAX, new Accumulation(CoreOp.MAX, CoreOp.REDUCE_MAX, Double.NEGATIVE_INFINITY),
          CoreOp.MIN, new Accumulation(CoreOp.MIN, CoreOp.REDUCE_MIN, Double.POSITIVE_INFINITY));

  /// Of a stage whose body ends in `combine(out, term)`, and uses the out nowhere else.
  static @Nullable Accumulation of(Stage stage) {
    Value out = stage.body().params().getLast();
    Value yielded = stage.body().terminator().operand(0);
    Operation last = null;
    int uses = 0;
    for (Operation o : stage.body().ops()) {
      uses += (int) o.operands().stream().filter(out::equals).count();
      last = o.results().contains(yielded) ? o : last;
    }
    if (stage.reassociates() && uses == 2 && last != null && isLargest(stage, last, out)) {
      return TABLE.get(CoreOp.MAX);
    }
    boolean fits =
        stage.reassociates()
            && uses == 1
            && last != null
            && last.op() instanceof CoreOp
            && last.operands().contains(out)
            && (last.op() != CoreOp.FMA || last.operand(2).equals(out));
    return fits && last != null ? TABLE.get((CoreOp) last.op()) : null;
  }

  /// Whether an operation is the larger of the out and a term, which is a number or passed over.
  private static boolean isLargest(Stage stage, Operation last, Value out) {
    if (last.op() != CoreOp.SELECT || !last.operand(2).equals(out)) {
      return false;
    }
    return stage.body().ops().stream()
        .filter(o -> o.results().contains(last.operand(0)))
        .anyMatch(o -> o.op() == CoreOp.GT && o.operands().equals(List.of(last.operand(1), out)));
  }
}
