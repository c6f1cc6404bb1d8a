package org.tosc.backends.jvm.code;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;

/// Which operations in the body of a nest may raise an error, knowing their types.
///
/// A body that raises nothing may be run in any order of points; so may one with a single place
/// that raises always the same words, since then the order does not show.
final class Raising {
  private final List<Operation> raising = new ArrayList<>();
  private final Map<Value, Operation> definitions = new HashMap<>();

  private Raising() {}

  static Raising of(Region body) {
    Raising raising = new Raising();
    raising.visit(body);
    return raising;
  }

  boolean isEmpty() {
    return raising.isEmpty();
  }

  /// Whether all errors that the body may raise are one and the same.
  boolean isUniform() {
    return raising.isEmpty() || (raising.size() == 1 && hasFixedWords(raising.getFirst()));
  }

  private static boolean hasFixedWords(Operation o) {
    boolean sums = o.op() == CoreOp.ADD || o.op() == CoreOp.SUB || o.op() == CoreOp.MUL;
    Scalar type = (Scalar) o.operand(0).type();
    return sums && type != Scalar.I64 && type != Scalar.INDEX;
  }

  private void visit(Region region) {
    for (Operation o : region.ops()) {
      o.results().forEach(r -> definitions.put(r, o));
      if (o.op() instanceof CoreOp core && raises(core, o)) {
        raising.add(o);
      }
      o.regions().forEach(this::visit);
    }
  }

  private boolean raises(CoreOp op, Operation o) {
    if (o.operands().isEmpty() || !(o.operand(0).type() instanceof Scalar type)) {
      return false;
    }
    if (op == CoreOp.CAST) {
      return casts(type, (Scalar) o.result().type());
    }
    if (type.isFloat()) {
      return op == CoreOp.FLOORDIV || op == CoreOp.MOD;
    }
    return type != Scalar.I1 && op.is(org.tosc.tir.ir.Trait.RAISES) && !isSmallProduct(op, o, type);
  }

  private static boolean casts(Scalar from, Scalar to) {
    return !to.isFloat() && to != Scalar.I1 && (from.isFloat() || !Casts.holds(to, from));
  }

  /// A product of numbers of at most 16 bits, one of them signed, in 32 bits or more.
  private boolean isSmallProduct(CoreOp op, Operation o, Scalar type) {
    return op == CoreOp.MUL
        && type.kind() == Scalar.Kind.INT
        && type.bits() >= 32
        && o.operands().stream().allMatch(this::isSmall);
  }

  private boolean isSmall(Value value) {
    Operation o = definitions.get(value);
    return o != null
        && o.op() == CoreOp.CAST
        && o.operand(0).type() instanceof Scalar from
        && !from.isFloat()
        && from.bits() + (from.kind() == Scalar.Kind.UINT ? 1 : 0) <= 16;
  }
}
