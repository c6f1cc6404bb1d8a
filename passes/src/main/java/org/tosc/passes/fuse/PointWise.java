package org.tosc.passes.fuse;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tosc.tir.ir.FusedOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.Value;

/// Which operands an operation may write its result over: those of which each element is needed
/// only for the result's element at the same place.
public final class PointWise {
  private PointWise() {}

  /// Whether an operation of one result, or a group of one result, may leave it where this operand
  /// is.
  public static boolean mayOverwrite(Operation o, Value operand) {
    if (o.results().size() != 1 || !operand.type().equals(o.result().type())) {
      return false;
    }
    if (o.op() == FusedOp.FUSED) {
      return group(o, operand);
    }
    return o.op() instanceof TensorOp op && Role.of(op) == Role.ELEMENT;
  }

  private static boolean group(Operation o, Value operand) {
    Region body = o.region(0);
    Set<Value> reached = new HashSet<>();
    List<Value> operands = o.operands();
    for (int i = 0; i < operands.size(); i++) {
      if (operands.get(i).equals(operand)) {
        reached.add(body.params().get(i));
      }
    }
    for (Operation inner : body.ops().subList(0, body.ops().size() - 1)) {
      if (inner.operands().stream().anyMatch(reached::contains)) {
        boolean same = inner.results().stream().allMatch(r -> r.type().equals(operand.type()));
        if (Role.of(inner.op()) != Role.ELEMENT || !same) {
          return false;
        }
        reached.addAll(inner.results());
      }
    }
    return true;
  }
}
