package org.tosc.backends.x86.code;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Value;

/// The operations of a function in the order in which they are written, and when values are used
/// last: what is made outside a loop and used inside it is used until the loop ends.
final class Numbering {
  private final Map<Operation, Integer> numbers = new IdentityHashMap<>();
  private final Map<Value, Integer> made = new HashMap<>();
  private final Map<Value, Region> home = new HashMap<>();
  private final Map<Value, Use> uses = new HashMap<>();
  private final Map<Value, List<Operation>> gets = new HashMap<>();
  private final Map<Value, List<Integer>> sets = new HashMap<>();
  private final Map<Value, Operation> puts = new HashMap<>();
  private final Map<Value, Integer> splats = new HashMap<>();
  private final Deque<Loop> around = new ArrayDeque<>();
  private int next;

  /// A loop while it is numbered.
  private static final class Loop {
    private final int start;
    private int end;

    Loop(int start) {
      this.start = start;
    }
  }

  /// The last use of a value.
  ///
  /// @param whole the outermost loop around it that the value comes into from outside
  /// @param region where it is used
  private record Use(int count, int at, @Nullable Loop whole, Region region) {}

  Numbering(Function function) {
    region(function.body());
  }

  private void region(Region region) {
    for (Value p : region.params()) {
      make(p, region);
    }
    for (Operation o : region.ops()) {
      int number = next++;
      numbers.put(o, number);
      o.operands().forEach(v -> use(v, number, region));
      if (o.op() == CoreOp.SLOT_GET) {
        gets.computeIfAbsent(o.operand(0), _ -> new ArrayList<>()).add(o);
      } else if (o.op() == CoreOp.SLOT_SET) {
        sets.computeIfAbsent(o.operand(0), _ -> new ArrayList<>()).add(number);
        puts.put(o.operand(1), o);
      } else if (o.op() == CoreOp.SPLAT) {
        splats.put(o.operand(0), number);
      }
      if (!o.regions().isEmpty()) {
        Loop loop = new Loop(number);
        around.addLast(loop);
        o.regions().forEach(this::region);
        around.removeLast();
        loop.end = next++;
      }
      o.results().forEach(r -> make(r, region));
    }
  }

  private void make(Value value, Region region) {
    made.put(value, next);
    home.put(value, region);
  }

  private void use(Value value, int number, Region region) {
    int from = made.getOrDefault(value, -1);
    Loop whole = null;
    for (Loop loop : around) {
      if (whole == null && loop.start >= from) {
        whole = loop;
      }
    }
    Use last = uses.get(value);
    uses.put(value, new Use(last == null ? 1 : last.count + 1, number, whole, region));
  }

  int number(Operation o) {
    return numbers.getOrDefault(o, -1);
  }

  /// When a value is used last; -1 where it never is.
  int lastUse(Value value) {
    Use use = uses.get(value);
    return use == null ? -1 : use.whole == null ? use.at : use.whole.end;
  }

  boolean isUsed(Value value) {
    return uses.containsKey(value);
  }

  /// How many operations write a slot.
  int sets(Value slot) {
    return sets.getOrDefault(slot, List.of()).size();
  }

  /// Whether an operation is the last that needs a value.
  boolean isLastUse(Value value, Operation at) {
    return lastUse(value) == number(at);
  }

  /// Whether a value is used once, beside the operation that makes it.
  boolean isUsedOnceHere(Value value) {
    Use use = uses.get(value);
    return use != null && use.count == 1 && use.region == home.get(value);
  }

  /// Whether what an operation makes is used once, by the next operation, for all lanes.
  boolean isSplatNext(Operation maker) {
    return isUsedOnceHere(maker.result())
        && splats.getOrDefault(maker.result(), -1) == number(maker) + 1;
  }

  /// Whether a slot is left alone while something that was read from it is needed: then that is the
  /// slot itself.
  boolean isUnchanged(Operation get) {
    int from = number(get);
    int to = lastUse(get.result());
    return sets.getOrDefault(get.operand(0), List.of()).stream()
        .noneMatch(at -> at > from && at < to);
  }

  /// The slot into which a value is put and in which it may be made, since nothing needs what that
  /// holds any more; null where there is none.
  ///
  /// @param maker the operation that makes the value, whose last step reads its operands before it
  ///   writes
  @Nullable Value slotOf(Operation maker) {
    Operation set = puts.get(maker.result());
    return set != null && mayBeMadeIn(set.operand(0), maker, set) ? set.operand(0) : null;
  }

  private boolean mayBeMadeIn(Value slot, Operation maker, Operation set) {
    int from = number(maker);
    int to = number(set);
    return isUsedOnceHere(maker.result())
        && made.getOrDefault(slot, Integer.MAX_VALUE) <= from
        && sets.getOrDefault(slot, List.of()).stream().noneMatch(at -> at > from && at < to)
        && gets.getOrDefault(slot, List.of()).stream()
            .noneMatch(get -> number(get) < to && lastUse(get.result()) > from);
  }
}
