package org.tosc.passes.analysis;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.FusedOp;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Value;

/// Where one tensor may stand for another, although host code can replace elements of a tensor.
///
/// Every tensor operation makes a new tensor, so that `y = x + 0` and `x` are two tensors, and
/// `y[0] = 1` leaves `x` alone. A tensor *escapes* when something else than a tensor operation uses
/// it: only then can anybody change it, or see which tensor it is.
///
/// - An operation may be moved behind others, or read through, where its tensors cannot change: in
///   a function that changes none ([Mutators]), or where they are results of tensor operations that
///   do not escape.
/// - The result `y` of an operation may be replaced by an earlier tensor `x` where `y` does not
///   escape and `x` cannot change, or where nothing in the function changes tensors and `x` is made
///   in it and does not escape itself.
public final class Sharing {
  private final boolean mutates;
  private final BitSet escaping = new BitSet();
  private final BitSet fresh = new BitSet();

  public Sharing(Function function, boolean mutates) {
    this.mutates = mutates;
    Graph.each(function.body(), this::look);
  }

  private void look(Operation o) {
    if (makesTensors(o)) {
      o.results().forEach(r -> fresh.set(r.id()));
    } else if (o.op() != KernelOp.FROM_TENSOR) {
      for (Value operand : o.operands()) {
        if (operand.type() instanceof TensorType) {
          escaping.set(operand.id());
        }
      }
    }
  }

  private static boolean makesTensors(Operation o) {
    return o.op() instanceof TensorOp || o.op() instanceof FusedOp;
  }

  /// Whether a tensor (or anything else) has the same elements wherever it is used.
  public boolean isFrozen(Value value) {
    return !(value.type() instanceof TensorType)
        || !mutates
        || (fresh.get(value.id()) && !escaping.get(value.id()));
  }

  /// Whether all that an operation reads has the same elements wherever it is used.
  public boolean isFrozen(Operation operation) {
    for (Value operand : operation.operands()) {
      if (!isFrozen(operand)) {
        return false;
      }
    }
    return true;
  }

  /// Whether `x` may take the place of `y`, the result of `made`.
  public boolean mayReplace(@Nullable Operation made, Value y, Value x) {
    if (made == null || !makesTensors(made) || !(y.type() instanceof TensorType)) {
      return true;
    }
    return escaping.get(y.id())
        ? !mutates && fresh.get(x.id()) && !escaping.get(x.id())
        : isFrozen(x);
  }

  /// `x` takes the place of `y`.
  public void replaced(Value y, Value x) {
    if (escaping.get(y.id())) {
      escaping.set(x.id());
    }
  }

  /// A rewrite made an operation.
  public void made(Operation operation) {
    if (makesTensors(operation)) {
      operation.results().forEach(r -> fresh.set(r.id()));
    }
  }
}
