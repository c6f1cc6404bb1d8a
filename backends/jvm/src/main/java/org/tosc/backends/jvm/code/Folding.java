package org.tosc.backends.jvm.code;

import java.util.BitSet;
import java.util.List;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.FusedOp;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Trait;
import org.tosc.tir.ir.Value;

/// Decides which values stay on the operand stack: those used once, by an operation that takes its
/// operands in the order in which they were computed. What is folded into its user is emitted
/// there; evaluation order does not change.
///
/// Constants are never stored: they are pushed again at each use.
final class Folding {
  /// Deeper expressions go through locals, so that neither this recursion nor the operand stack
  /// grows with the input.
  private static final int MAX_DEPTH = 48;

  private final Uses uses;
  private final BitSet folded = new BitSet();

  Folding(Uses uses) {
    this.uses = uses;
  }

  boolean isFolded(Value value) {
    return folded.get(value.id());
  }

  /// Plans a straight run of operations of one region.
  void plan(List<Operation> ops) {
    int i = ops.size() - 1;
    while (i >= 0) {
      i = tree(ops, i, 0);
    }
  }

  /// Plans the expression that ends at operation `i`; returns the index of what stands before it.
  private int tree(List<Operation> ops, int i, int depth) {
    Operation op = ops.get(i);
    int before = i - 1;
    if (!takesOperandsFromStack(op)) {
      return before;
    }
    for (int k = op.operands().size() - 1; k >= 0; k--) {
      before = skipConstants(ops, before);
      if (before >= 0 && depth < MAX_DEPTH && folds(ops.get(before), op.operand(k))) {
        folded.set(op.operand(k).id());
        before = tree(ops, before, depth + 1);
      }
    }
    return before;
  }

  private int skipConstants(List<Operation> ops, int from) {
    int i = from;
    while (i >= 0
        && ops.get(i).op() == CoreOp.CONST
        && uses.constant(ops.get(i).result()) != null) {
      i--;
    }
    return i;
  }

  private boolean folds(Operation op, Value operand) {
    return op.results().size() == 1
        && op.results().getFirst().equals(operand)
        && op.op() != CoreOp.SLOT
        && !(operand.type() instanceof BufferType) // see OpenViews
        && uses.count(operand) == 1
        && (op.regions().isEmpty() || isSimple(op));
  }

  private static boolean takesOperandsFromStack(Operation op) {
    return op.op() != CoreOp.SELECT && op.op() != KernelOp.LAUNCH && op.op() != FusedOp.FUSED;
  }

  /// Whether an operation with regions may run above a non-empty operand stack: an `if` that
  /// control leaves only by its end, without loops and handlers inside.
  private static boolean isSimple(Operation op) {
    return op.op() == CoreOp.IF && op.regions().stream().allMatch(Folding::isSimple);
  }

  private static boolean isSimple(Region region) {
    for (Operation op : region.ops()) {
      boolean leaves = op.op().is(Trait.TERMINATOR) && op.op() != CoreOp.YIELD;
      if (leaves || (!op.regions().isEmpty() && !isSimple(op))) {
        return false;
      }
    }
    return true;
  }
}
