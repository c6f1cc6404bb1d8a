package org.tosc.tir.ir;

import static org.tosc.tir.ir.Rows.attrs;
import static org.tosc.tir.ir.Rows.one;
import static org.tosc.tir.ir.Rows.operands;
import static org.tosc.tir.ir.Rows.sameAsOperands;
import static org.tosc.tir.ir.Rows.traits;
import static org.tosc.tir.ir.Trait.PURE;

import java.util.List;
import java.util.Set;
import org.tosc.tir.ir.OpRow.Operand;
import org.tosc.tir.ir.OpRow.Results;

/// Pure whole-tensor operations: the `tensor` family.
public enum TensorOp implements Op {
  NEG("neg", operands(one("x", TypeSet.TENSOR)), sameAsOperands(), traits(PURE), "`-x`.");

  private final OpRow row;

  TensorOp(String name, List<Operand> operands, Results results, Set<Trait> traits, String doc) {
    this.row = new OpRow("tensor", name, operands, attrs(), List.of(), results, traits, doc);
  }

  @Override
  public OpRow row() {
    return row;
  }
}
