package org.tosc.backends.snitch.cluster;

import java.util.List;
import java.util.Map;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Op;
import org.tosc.tir.ir.Operation;

/// A first guess of what a share takes, before its code is made.
final class Work {
  /// Operations that are several instructions.
  private static final Map<Op, Integer> LONG =
      Map.of(CoreOp.EXP, 19, CoreOp.DIV, 12, CoreOp.SQRT, 12);

  private static final List<CoreOp> NONE = List.of(CoreOp.CONST, CoreOp.ZERO, CoreOp.YIELD);

  /// Of a routine, besides what the FPU issues.
  private static final int SET_UP = 30;

  /// Cycles from an operation to one that uses its result (snitch.md rule 15).
  private static final int LATENCY = 4;

  private Work() {}

  static long cycles(Phase phase, Cut cut) {
    List<Long> share = cut.shares();
    long results = 1;
    long terms = 1;
    for (int dim = 0; dim < phase.dims(); dim++) {
      if (phase.isParallel(dim)) {
        results *= share.get(dim);
      } else {
        terms *= share.get(dim);
      }
    }
    int lanes = Long.BYTES / phase.operands().getLast().elementBytes();
    long issues = results * terms * operations(phase) / lanes;
    long chain = terms > 1 ? LATENCY * terms : 0;
    boolean joins = phase.longestReduction() >= 0 && cut.count(phase.longestReduction()) > 1;
    return Math.max(issues, chain) + SET_UP + (joins ? results / lanes + SET_UP : 0);
  }

  private static long operations(Phase phase) {
    long count = 0;
    for (Operation operation : phase.body().ops()) {
      if (!NONE.contains(operation.op())) {
        count += LONG.getOrDefault(operation.op(), 1);
      }
    }
    boolean hasProduct = phase.body().ops().stream().anyMatch(o -> o.op() == CoreOp.MUL);
    boolean hasSum = phase.body().ops().stream().anyMatch(o -> o.op() == CoreOp.ADD);
    // A product and a sum are one instruction.
    return Math.max(1, count - (hasProduct && hasSum ? 1 : 0));
  }
}
