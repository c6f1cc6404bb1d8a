package org.tosc.backends.machines.mlir.verify;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.mlir.ir.Attribute;
import org.tosc.backends.machines.mlir.ir.Operation;
import org.tosc.backends.machines.mlir.ir.Operation.Successor;
import org.tosc.backends.machines.mlir.ir.Operation.Use;

/// Which operands of a branch go to which block.
final class BranchOperands {
  private BranchOperands() {}

  /// Those for a successor; null where the operation is not known, or is wrong in itself.
  static @Nullable List<Use> of(Operation op, Successor successor) {
    int number = op.successors().indexOf(successor);
    int count = op.operands().size();
    if (op.is("cf.br")) {
      return op.operands();
    }
    boolean isChoice = op.is("cf.switch");
    if (!op.is("cf.cond_br") && !isChoice) {
      return null;
    }
    long from = 1 + (number == 0 ? 0 : size(op, "operandSegmentSizes", 1));
    for (int i = 1; isChoice && i < number; i++) {
      from += size(op, "case_operand_segments", i - 1);
    }
    long size =
        isChoice && number > 0
            ? size(op, "case_operand_segments", number - 1)
            : size(op, "operandSegmentSizes", number + 1);
    boolean fits = from >= 0 && size >= 0 && from + size <= count;
    return fits ? op.operands().subList((int) from, (int) (from + size)) : null;
  }

  private static long size(Operation op, String key, int position) {
    return op.attribute(key) instanceof Attribute.DenseArray(var sizes, var type)
            && position < sizes.size()
        ? sizes.get(position)
        : -1;
  }
}
