package org.tosc.passes.bounds;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Op;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.SlotType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;
import org.tosc.tir.ir.VectorType;

/// Follows one call of a function as it runs, with what is known of its arguments, and judges the
/// accesses on the way.
///
/// Values do not change, so a fact holds until the region ends in which it was learnt; what a slot
/// holds changes, so where ways join or a loop begins again, it holds something new, of which only
/// [Body#direction] is known.
final class Walk {
  private final Calls calls;
  private final Numbers numbers;
  private final Facts facts;
  private final Body body;
  private final Grid grid;
  private final Judge judge;
  private final Map<Value, Known> values = new HashMap<>();
  private final Map<Value, Known> slots = new HashMap<>();

  Walk(Calls calls, Numbers numbers, Facts facts, Body body, Grid grid) {
    this.calls = calls;
    this.numbers = numbers;
    this.facts = facts;
    this.body = body;
    this.grid = grid;
    this.judge = new Judge(calls, facts, body, this::known);
  }

  /// Follows the function from its beginning. Where it may start again, nothing is known of its
  /// parameters.
  void run(List<Known> arguments) {
    List<Value> params = body.function().params();
    for (int i = 0; i < params.size(); i++) {
      Known argument = body.restarts() ? Known.NOTHING : arguments.get(i);
      values.put(params.get(i), refined(argument, params.get(i)));
    }
    region(body.function().body());
  }

  /// An argument where it says something, and otherwise what the type says.
  private Known refined(Known argument, Value param) {
    return argument == Known.NOTHING ? numbers.any(param.type()) : argument;
  }

  Known known(Value value) {
    return values.computeIfAbsent(value, v -> numbers.any(v.type()));
  }

  private @Nullable Linear number(Value value) {
    return known(value) instanceof Known.Whole(Linear number) ? number : null;
  }

  private Formula truth(Value value) {
    return known(value) instanceof Known.Truth(Formula formula) ? formula : Formula.OPEN;
  }

  /// Follows a region; gives what it yields, or null where it is left another way.
  private @Nullable List<Known> region(Region region) {
    for (Operation o : region.ops()) {
      if (o.op() == CoreOp.YIELD) {
        return o.operands().stream().map(this::known).toList();
      }
      operation(o);
    }
    return null;
  }

  private void operation(Operation o) {
    // A loop's condition is followed twice; what it gave before is no longer meant.
    o.results().forEach(values::remove);
    switch (o.op()) {
      case CoreOp.SLOT -> slots.put(o.result(), initial(o));
      case CoreOp.SLOT_GET -> {
        Known held = slots.get(o.operand(0));
        if (held != null) {
          values.put(o.result(), held);
        }
      }
      case CoreOp.SLOT_SET -> slots.put(o.operand(0), known(o.operand(1)));
      case CoreOp.IF -> branch(o);
      case CoreOp.LOOP -> loop(o);
      case CoreOp.TRY -> attempt(o);
      case CoreOp.FINALLY -> cleanedUp(o);
      case CoreOp.CALL ->
          calls.call(o.attributes().symbol("callee"), arguments(o, 0), grid, numbers, facts);
      case KernelOp.LAUNCH -> launch(o);
      case KernelOp.NEST -> {
        // Buffers of nests are held against their maps before they run.
      }
      case CoreOp core -> scalar(core, o);
      case KernelOp kernel -> memory(kernel, o);
      case Op other -> around(o);
    }
  }

  private Known initial(Operation o) {
    if (!o.operands().isEmpty()) {
      return known(o.operand(0));
    }
    return switch (((SlotType) o.result().type()).content()) {
      case Scalar s when s == Scalar.I1 -> new Known.Truth(Formula.FALSE);
      case Scalar s when s.isInteger() -> new Known.Whole(Linear.ZERO);
      case Type other -> Known.NOTHING;
    };
  }

  private List<Known> arguments(Operation o, int first) {
    return o.operands().subList(first, o.operands().size()).stream().map(this::known).toList();
  }

  // Control.

  private void branch(Operation o) {
    Formula condition = truth(o.operand(0));
    String reason = judge.where(o.operand(0));
    Map<Value, Known> before = new HashMap<>(slots);
    int mark = facts.mark();
    facts.learn(condition, true, reason);
    List<Known> then = region(o.region(0));
    facts.reset(mark);
    Map<Value, Known> afterThen = new HashMap<>(slots);
    slots.putAll(before);
    facts.learn(condition, false, reason);
    List<Known> otherwise = region(o.region(1));
    if (then == null) {
      // What the other way learnt stays true.
      bind(o, otherwise);
      return;
    }
    facts.reset(mark);
    if (otherwise == null) {
      slots.putAll(afterThen);
      facts.learn(condition, true, reason);
      bind(o, then);
      return;
    }
    for (Value slot : Body.written(o.regions())) {
      Known a = afterThen.get(slot);
      Known b = slots.get(slot);
      if (a != null && b != null) {
        slots.put(slot, numbers.join(a, b, condition, content(slot)));
      }
    }
    for (int i = 0; i < o.results().size(); i++) {
      Value result = o.results().get(i);
      values.put(result, numbers.join(then.get(i), otherwise.get(i), condition, result.type()));
    }
  }

  private void bind(Operation o, @Nullable List<Known> yielded) {
    for (int i = 0; yielded != null && i < o.results().size(); i++) {
      values.put(o.results().get(i), yielded.get(i));
    }
  }

  private static Type content(Value slot) {
    return ((SlotType) slot.type()).content();
  }

  private void loop(Operation o) {
    Set<Value> written = Body.written(o.regions());
    Map<Value, Known> before = new HashMap<>(slots);
    forget(o, written, before);
    int mark = facts.mark();
    Value condition = conditionOf(o);
    region(o.region(0));
    facts.learn(truth(condition), true, judge.where(condition));
    int inside = facts.mark();
    boolean runsThrough = region(o.region(1)) != null;
    if (!runsThrough || Body.leaves(o.region(1), CoreOp.CONTINUE)) {
      forget(o, Body.written(List.of(o.region(0), o.region(1))), before);
    }
    facts.reset(inside);
    region(o.region(2));
    facts.reset(mark);
    forget(o, written, before);
    if (!Body.leaves(o.region(1), CoreOp.BREAK)) {
      // The loop ends where its condition is found false, by slots as they are then.
      region(o.region(0));
      facts.learn(truth(condition), false, judge.where(condition));
    }
  }

  private static Value conditionOf(Operation loop) {
    return loop.region(0).terminator().operand(0);
  }

  /// Slots that a loop writes hold something that is new, not below or above what they held before
  /// it where the loop only moves them that way.
  private void forget(Operation loop, Set<Value> written, Map<Value, Known> before) {
    for (Value slot : written) {
      Known held = before.get(slot);
      if (held == null) {
        continue;
      }
      Known now = numbers.any(content(slot));
      slots.put(slot, now);
      if (held instanceof Known.Whole(Linear old) && now instanceof Known.Whole(Linear next)) {
        Body.Direction direction = body.direction(loop, slot, this::isNatural);
        Unknown unknown = next.terms().firstKey();
        try {
          switch (direction) {
            case UP -> unknown.rule(next.minus(old), null);
            case DOWN -> unknown.rule(old.minus(next), null);
            case ANY -> {}
          }
        } catch (ArithmeticException tooLarge) {
          // Then less is known.
        }
      }
    }
  }

  private boolean isNatural(Value value) {
    Linear number = number(value);
    return number != null && facts.proves(number);
  }

  private void forget(Set<Value> written) {
    for (Value slot : written) {
      if (slots.containsKey(slot)) {
        slots.put(slot, numbers.any(content(slot)));
      }
    }
  }

  /// An error may come from anywhere in the body.
  private void attempt(Operation o) {
    int mark = facts.mark();
    region(o.region(0));
    facts.reset(mark);
    forget(Body.written(List.of(o.region(0))));
    region(o.region(1));
    facts.reset(mark);
    forget(Body.written(o.regions()));
  }

  /// The cleanup may begin anywhere in the body; what follows it comes after the body's end.
  private void cleanedUp(Operation o) {
    int mark = facts.mark();
    region(o.region(0));
    Map<Value, Known> atEnd = new HashMap<>(slots);
    facts.reset(mark);
    forget(Body.written(List.of(o.region(0))));
    region(o.region(1));
    facts.reset(mark);
    slots.putAll(atEnd);
    forget(Body.written(List.of(o.region(1))));
  }

  /// An operation of another family, with whatever it does with its regions.
  private void around(Operation o) {
    Set<Value> written = Body.written(o.regions());
    for (Region region : o.regions()) {
      int mark = facts.mark();
      forget(written);
      region(region);
      facts.reset(mark);
    }
    forget(written);
  }

  private void launch(Operation o) {
    int axes = (int) o.attributes().integer("axes");
    List<Linear> extents = new ArrayList<>();
    for (int axis = 0; axis < axes; axis++) {
      Linear extent = number(o.operand(axis));
      extents.add(extent == null ? Linear.of(numbers.natural()) : extent);
    }
    calls.call(
        o.attributes().symbol("callee"),
        arguments(o, axes),
        Grid.of(numbers, extents),
        numbers,
        facts);
  }

  // Values.

  private void scalar(CoreOp op, Operation o) {
    if (o.results().size() != 1) {
      around(o);
      return;
    }
    Known made = made(op, o);
    if (made != null) {
      values.put(o.result(), made);
    }
  }

  private @Nullable Known made(CoreOp op, Operation o) {
    if (o.result().type() instanceof VectorType) {
      return null; // no index is made of vectors
    }
    if (op == CoreOp.CONST) {
      return constant(o);
    }
    if (op == CoreOp.TUPLE) {
      return new Known.Several(o.operands().stream().map(this::known).toList());
    }
    if (op == CoreOp.ITEM && known(o.operand(0)) instanceof Known.Several(var items)) {
      return items.get((int) o.attributes().integer("index"));
    }
    if (op == CoreOp.SELECT) {
      Value then = o.operand(1);
      return numbers.join(known(then), known(o.operand(2)), truth(o.operand(0)), then.type());
    }
    if (op == CoreOp.NOT) {
      return new Known.Truth(new Formula.Not(truth(o.operand(0))));
    }
    return switch (o.operands().size()) {
      case 1 -> one(op, o);
      case 2 -> two(op, o);
      default -> null;
    };
  }

  private static @Nullable Known constant(Operation o) {
    Long number = Body.constant(o);
    if (number != null && o.result().type() instanceof Scalar s && s.isInteger()) {
      return new Known.Whole(Linear.of(number));
    }
    return o.attributes().get("value") instanceof Attribute.Bool(boolean holds)
        ? new Known.Truth(holds ? Formula.TRUE : Formula.FALSE)
        : null;
  }

  private @Nullable Known one(CoreOp op, Operation o) {
    Linear a = number(o.operand(0));
    boolean whole = o.result().type() instanceof Scalar s && s.isInteger();
    if (a == null || !whole) {
      return null;
    }
    try {
      if (op == CoreOp.CAST) {
        return new Known.Whole(a);
      }
      if (op == CoreOp.NEG) {
        return new Known.Whole(a.times(-1));
      }
      return op == CoreOp.ABS ? new Known.Whole(numbers.absolute(a)) : null;
    } catch (ArithmeticException tooLarge) {
      return null;
    }
  }

  private @Nullable Known two(CoreOp op, Operation o) {
    if (o.operand(0).type() == Scalar.I1) {
      Formula a = truth(o.operand(0));
      Formula b = truth(o.operand(1));
      if (op == CoreOp.AND) {
        return new Known.Truth(new Formula.And(a, b));
      }
      return op == CoreOp.OR ? new Known.Truth(new Formula.Or(a, b)) : null;
    }
    Linear a = number(o.operand(0));
    Linear b = number(o.operand(1));
    if (a == null || b == null) {
      return null;
    }
    if (o.result().type() == Scalar.I1) {
      return new Known.Truth(Numbers.compared(op, a, b));
    }
    Linear result = numbers.of(op, a, b);
    return result == null ? null : new Known.Whole(result);
  }

  private void memory(KernelOp op, Operation o) {
    judge.access(op, o);
    Known made =
        switch (op) {
          case PROGRAM_ID -> new Known.Whole(grid.id(o.attributes().integer("axis")));
          case NUM_PROGRAMS -> new Known.Whole(grid.size(o.attributes().integer("axis")));
          case EXTENT -> extent(o);
          case ALLOC -> allocated(o);
          case SLICE -> sliced(o);
          case TRANSPOSE -> transposed(o);
          case FREE, LOAD, STORE, ATOMIC_ADD, COPY, FROM_TENSOR, TO_TENSOR -> null;
          case VLOAD, VSTORE, VBYTES, VSCALES, VBLOCK, PACK -> null;
          case TILE_LOAD, TILE_STORE, TILE_ATOMIC_ADD, TILE_SPLAT, TILE_GET, TILE_RESHAPE -> null;
          case BARRIER, LAUNCH, NEST, INDEX, PREFETCH -> null;
        };
    if (made != null) {
      values.put(o.result(), made);
    }
  }

  private @Nullable Known extent(Operation o) {
    Linear axis = number(o.operand(1));
    return axis != null
            && axis.isConstant()
            && known(o.operand(0)) instanceof Known.Memory(List<Linear> extents)
            && axis.constant() >= 0
            && axis.constant() < extents.size()
        ? new Known.Whole(extents.get((int) axis.constant()))
        : null;
  }

  /// The extents that were asked for; none is negative, or it would have raised.
  private Known allocated(Operation o) {
    Known.Memory memory = (Known.Memory) numbers.any(o.result().type());
    List<Linear> extents = new ArrayList<>(memory.extents());
    int next = 0;
    for (int axis = 0; axis < extents.size(); axis++) {
      if (!extents.get(axis).isConstant()) {
        Linear asked = number(o.operand(next++));
        if (asked != null) {
          extents.set(axis, asked);
          facts.learn(asked, null);
        }
      }
    }
    return new Known.Memory(extents);
  }

  private Known sliced(Operation o) {
    Known.Memory memory = (Known.Memory) numbers.any(o.result().type());
    List<Linear> extents = new ArrayList<>(memory.extents());
    for (int axis = 0; axis < extents.size(); axis++) {
      Linear size = number(o.operand(1 + extents.size() + axis));
      if (!extents.get(axis).isConstant() && size != null) {
        extents.set(axis, size);
      }
    }
    return new Known.Memory(extents);
  }

  private @Nullable Known transposed(Operation o) {
    return known(o.operand(0)) instanceof Known.Memory(List<Linear> extents)
        ? new Known.Memory(
            o.attributes().integers("perm").stream().map(a -> extents.get(a.intValue())).toList())
        : null;
  }
}
