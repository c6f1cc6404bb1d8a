package org.tosc.backends.snitch.loops;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;

/// What changes in a loop: the variables that count, and whole numbers as sums over these and over
/// what does not change.
final class Induction {
  private static final long USUAL_ROUNDS = 10;

  private static final int CONDITION = 0;
  private static final int BODY = 1;
  private static final int STEP = 2;

  private final Values values;
  private final Set<Value> inside = new HashSet<>();
  private final Map<Value, Integer> writes = new HashMap<>();

  /// How much is added to variables in each round.
  private final Map<Value, Integer> steps = new HashMap<>();

  /// What variables hold in front of the loop, where that is known.
  private final Map<Value, Integer> initials = new HashMap<>();

  private final Operation loop;

  /// A sum of products with numbers, modulo 2^32. A variable stands for what it holds when a round
  /// begins.
  record Sum(Map<Value, Integer> factors, int constant) {
    Sum {
      factors = Map.copyOf(factors);
    }

    private Sum plus(Sum other) {
      Map<Value, Integer> all = new HashMap<>(factors);
      other.factors.forEach((v, factor) -> all.merge(v, factor, Integer::sum));
      all.values().removeIf(factor -> factor == 0);
      return new Sum(all, constant + other.constant);
    }

    private Sum times(int number) {
      Map<Value, Integer> all = new HashMap<>();
      factors.forEach((v, factor) -> all.put(v, factor * number));
      all.values().removeIf(factor -> factor == 0);
      return new Sum(all, constant * number);
    }
  }

  /// @param around the operations among which the loop is
  Induction(Values values, Operation loop, List<Operation> around) {
    this.values = values;
    this.loop = loop;
    loop.regions().forEach(this::collect);
    for (Operation operation : loop.region(STEP).ops()) {
      if (operation.op() == CoreOp.SLOT_SET) {
        step(operation);
      }
    }
    for (Value slot : steps.keySet()) {
      Operation made = values.uses.definition(slot);
      if (made != null && around.contains(made) && values.uses.writes(slot) == 1) {
        Integer initial = made.operands().isEmpty() ? (Integer) 0 : number(made.operand(0));
        if (initial != null) {
          initials.put(slot, initial);
        }
      }
    }
  }

  private void collect(Region region) {
    for (Operation operation : region.ops()) {
      inside.addAll(operation.results());
      if (operation.op() == CoreOp.SLOT_SET) {
        writes.merge(operation.operand(0), 1, Integer::sum);
      }
      operation.regions().forEach(this::collect);
    }
  }

  private void step(Operation set) {
    Value slot = set.operand(0);
    Operation sum = values.uses.definition(set.operand(1));
    boolean isOnly = Integer.valueOf(1).equals(writes.get(slot)) && !inside.contains(slot);
    if (!isOnly || sum == null || sum.op() != CoreOp.WRAPPING_ADD) {
      return;
    }
    for (int i = 0; i < 2; i++) {
      Operation get = values.uses.definition(sum.operand(i));
      Integer number = number(sum.operand(1 - i));
      boolean isCount = get != null && get.op() == CoreOp.SLOT_GET && get.operand(0).equals(slot);
      if (isCount && number != null && set.operand(1).type() == Scalar.I32) {
        steps.put(slot, number);
      }
    }
  }

  /// The number of a constant, which need not have been written yet; null for others.
  private @Nullable Integer number(Value value) {
    Operation made = values.uses.definition(value);
    if (made == null || value.type() != Scalar.I32) {
      return null;
    }
    if (made.op() == CoreOp.ZERO) {
      return 0;
    }
    return made.op() == CoreOp.CONST ? (Integer) (int) made.attributes().integer("value") : null;
  }

  /// What a variable holds in front of the loop, null where it is not known.
  @Nullable Integer initial(Value slot) {
    return initials.get(slot);
  }

  /// How often the loop runs; null where it is not known.
  @Nullable Long rounds() {
    Value slot = counter();
    Integer bound = bound();
    Integer first = slot == null ? null : initials.get(slot);
    int step = slot == null ? 0 : steps.getOrDefault(slot, 0);
    return first == null || bound == null || step <= 0
        ? null
        : (Long) Math.max(0, Math.ceilDiv((long) bound - first, (long) step));
  }

  /// The same; where it is not known a guess.
  long expectedRounds() {
    Long rounds = rounds();
    Integer bound = bound();
    return rounds != null
        ? rounds
        : bound == null ? USUAL_ROUNDS : Math.clamp((long) bound, 1, USUAL_ROUNDS);
  }

  private @Nullable Operation compared() {
    Operation made = values.uses.definition(loop.region(CONDITION).terminator().operand(0));
    return made != null && made.op() == CoreOp.LT ? made : null;
  }

  /// The variable that is compared with a bound.
  private @Nullable Value counter() {
    Operation compared = compared();
    Operation get = compared == null ? null : values.uses.definition(compared.operand(0));
    return get != null && get.op() == CoreOp.SLOT_GET ? get.operand(0) : null;
  }

  private @Nullable Integer bound() {
    Operation compared = compared();
    return compared == null ? null : number(compared.operand(1));
  }

  /// How much a sum grows in a round.
  int growth(Sum sum) {
    int all = 0;
    for (Map.Entry<Value, Integer> entry : sum.factors().entrySet()) {
      all += entry.getValue() * steps.getOrDefault(entry.getKey(), 0);
    }
    return all;
  }

  /// A value of the loop's body as a sum; null where it is none.
  @Nullable Sum of(Value value) {
    Integer number = number(value);
    if (number != null) {
      return new Sum(Map.of(), number);
    }
    if (value.type() != Scalar.I32) {
      return null;
    }
    if (!inside.contains(value)) {
      return new Sum(Map.of(value, 1), 0);
    }
    Operation made = values.uses.definition(value);
    return made != null && made.op() instanceof CoreOp op ? of(op, made) : null;
  }

  private @Nullable Sum of(CoreOp op, Operation made) {
    if (op == CoreOp.SLOT_GET) {
      return variable(made.operand(0));
    }
    if (op == CoreOp.WRAPPING_ADD || op == CoreOp.WRAPPING_SUB) {
      return sum(made, op == CoreOp.WRAPPING_ADD ? 1 : -1);
    }
    if (op == CoreOp.WRAPPING_SHL) {
      Integer count = number(made.operand(1));
      return count == null ? null : product(made.operand(0), 1 << count);
    }
    if (op == CoreOp.WRAPPING_MUL) {
      Integer right = number(made.operand(1));
      Integer left = number(made.operand(0));
      return right != null
          ? product(made.operand(0), right)
          : left == null ? null : product(made.operand(1), left);
    }
    return null;
  }

  private @Nullable Sum product(Value value, int factor) {
    Sum sum = of(value);
    return sum == null ? null : sum.times(factor);
  }

  private @Nullable Sum sum(Operation made, int sign) {
    Sum a = of(made.operand(0));
    Sum b = of(made.operand(1));
    return a == null || b == null ? null : a.plus(b.times(sign));
  }

  /// What a variable holds that only the loop's step changes, or nobody.
  private @Nullable Sum variable(Value slot) {
    boolean isKnown = steps.containsKey(slot) || !writes.containsKey(slot);
    return isKnown && !inside.contains(slot) ? new Sum(Map.of(slot, 1), 0) : null;
  }

  /// The region whose sums are right: in the others variables may have been changed.
  static List<Operation> body(Operation loop) {
    return loop.region(BODY).ops();
  }
}
