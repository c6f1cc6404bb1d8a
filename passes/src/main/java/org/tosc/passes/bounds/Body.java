package org.tosc.passes.bounds;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;

/// What the text of a function says by itself: where values are defined, and what loops do to
/// slots.
final class Body {
  /// In which direction a loop moves a slot.
  enum Direction {
    UP,
    DOWN,
    ANY
  }

  private final Function function;
  private final Map<Value, Operation> definitions = new HashMap<>();
  private boolean restarts;

  Body(Function function) {
    this.function = function;
    collect(function.body());
  }

  private void collect(Region region) {
    for (Operation o : region.ops()) {
      restarts |= o.op() == CoreOp.TAIL_CALL;
      o.results().forEach(v -> definitions.put(v, o));
      o.regions().forEach(this::collect);
    }
  }

  Function function() {
    return function;
  }

  /// Whether the function may start again with other arguments.
  boolean restarts() {
    return restarts;
  }

  @Nullable Operation definition(Value value) {
    return definitions.get(value);
  }

  /// The slots that an operation's regions write.
  static Set<Value> written(List<Region> regions) {
    Set<Value> slots = new LinkedHashSet<>();
    for (Operation set : sets(regions)) {
      slots.add(set.operand(0));
    }
    return slots;
  }

  private static List<Operation> sets(List<Region> regions) {
    List<Operation> sets = new ArrayList<>();
    for (Region region : regions) {
      for (Operation o : region.ops()) {
        if (o.op() == CoreOp.SLOT_SET) {
          sets.add(o);
        }
        sets.addAll(sets(o.regions()));
      }
    }
    return sets;
  }

  /// Whether a region has a `break` or `continue` of the loop that it belongs to.
  static boolean leaves(Region region, CoreOp terminator) {
    for (Operation o : region.ops()) {
      if (o.op() == terminator) {
        return true;
      }
      for (Region inner : o.op() == CoreOp.LOOP ? List.<Region>of() : o.regions()) {
        if (leaves(inner, terminator)) {
          return true;
        }
      }
    }
    return false;
  }

  /// How a loop moves a slot. Up: whatever the loop writes there is something that it read there
  /// and something that is not negative, so the slot never falls below what it was before the loop.
  ///
  /// @param natural which values from before the loop are known not to be negative
  Direction direction(Operation loop, Value slot, Predicate<Value> natural) {
    Set<Value> inside = new HashSet<>();
    results(loop.regions(), inside);
    boolean up = true;
    boolean down = true;
    for (Operation set : sets(loop.regions())) {
      if (set.operand(0).equals(slot)) {
        Value by = set.operand(1);
        up &= moves(by, slot, inside, CoreOp.ADD, natural);
        down &= moves(by, slot, inside, CoreOp.SUB, natural);
      }
    }
    return up ? Direction.UP : down ? Direction.DOWN : Direction.ANY;
  }

  private static void results(List<Region> regions, Set<Value> into) {
    for (Region region : regions) {
      for (Operation o : region.ops()) {
        into.addAll(o.results());
        results(o.regions(), into);
      }
    }
  }

  /// Whether a value is what the loop read from the slot, moved by `op` with something that is not
  /// negative.
  private boolean moves(
      Value value, Value slot, Set<Value> inside, CoreOp op, Predicate<Value> natural) {
    if (reads(value, slot, inside)) {
      return true;
    }
    Operation o = definitions.get(value);
    if (o == null || (o.op() != CoreOp.ADD && o.op() != CoreOp.SUB)) {
      return false;
    }
    Value left = o.operand(0);
    Value right = o.operand(1);
    boolean same = o.op() == op;
    return (reads(left, slot, inside) && isStep(right, same, inside, natural))
        || (o.op() == CoreOp.ADD
            && reads(right, slot, inside)
            && isStep(left, same, inside, natural));
  }

  /// Whether a value is never negative, or never positive.
  private boolean isStep(
      Value value, boolean positive, Set<Value> inside, Predicate<Value> natural) {
    Operation o = definitions.get(value);
    Long number = o == null ? null : constant(value);
    if (number != null) {
      return positive ? number >= 0 : number <= 0;
    }
    boolean isCount =
        o != null && (o.op() == KernelOp.NUM_PROGRAMS || o.op() == KernelOp.PROGRAM_ID);
    return positive && (isCount || (!inside.contains(value) && natural.test(value)));
  }

  private boolean reads(Value value, Value slot, Set<Value> inside) {
    Operation o = definitions.get(value);
    return o != null
        && o.op() == CoreOp.SLOT_GET
        && o.operand(0).equals(slot)
        && inside.contains(value);
  }

  /// The number of a constant; null for what is none, and for a `u64` that is no `long`.
  static @Nullable Long constant(Operation o) {
    return o.attributes().get("value") instanceof Attribute.Int(long number)
            && (number >= 0 || o.result().type() != Scalar.U64)
        ? number
        : null;
  }

  private @Nullable Long constant(Value value) {
    Operation o = definitions.get(value);
    return o != null && o.op() == CoreOp.CONST ? constant(o) : null;
  }
}
