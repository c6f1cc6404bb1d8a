package org.tosc.backends.jvm.code;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Trait;
import org.tosc.tir.ir.Value;

/// Which operations in the body of a nest may raise an error, knowing their types.
///
/// A body that raises nothing may be run in any order of points; so may one with a single place
/// that raises always the same words, since then the order does not show.
final class Raising {
  private final List<Operation> raising = new ArrayList<>();
  private final Set<Operation> harmless = Collections.newSetFromMap(new IdentityHashMap<>());
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

  /// The only place that raises an error, if it is a sum of `i32`; else null.
  @Nullable Operation onlySum() {
    Operation only = raising.size() == 1 ? raising.getFirst() : null;
    return only != null && only.op() == CoreOp.ADD && only.operand(0).type() == Scalar.I32
        ? only
        : null;
  }

  /// Whether an operation that might raise an error never does, for what its operands are.
  boolean isHarmless(Operation o) {
    return harmless.contains(o);
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
    if (isSmallProduct(op, o, type)) {
      harmless.add(o);
      return false;
    }
    return type != Scalar.I1 && op.is(Trait.RAISES);
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
