package org.tosc.backends.snitch.loops;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;

/// Which copies between variables and values are not needed: a read of a variable is the variable
/// itself until the next write to it, if nobody needs the value later; and what is computed to be
/// written to a variable next is computed there, if nobody reads the variable in between.
final class SlotUses {
  /// Operations of one instruction, which read before they write.
  private static final Set<CoreOp> SINGLE =
      EnumSet.of(
          CoreOp.ADD,
          CoreOp.SUB,
          CoreOp.MUL,
          CoreOp.FMA,
          CoreOp.NEG,
          CoreOp.ABS,
          CoreOp.WRAPPING_ADD,
          CoreOp.WRAPPING_SUB,
          CoreOp.WRAPPING_MUL,
          CoreOp.WRAPPING_SHL,
          CoreOp.WRAPPING_SHR);

  private final Map<Value, Operation> definitions = new HashMap<>();
  private final Map<Value, Integer> counts = new HashMap<>();
  private final Map<Value, Integer> writes = new HashMap<>();

  /// What reads are not copied, with their variables.
  private final Map<Value, Value> aliases = new HashMap<>();

  /// What is computed in a variable.
  private final Map<Value, Value> targets = new HashMap<>();

  SlotUses(Function function) {
    define(function.body());
    inRegion(function.body());
  }

  @Nullable Operation definition(Value value) {
    return definitions.get(value);
  }

  int count(Value value) {
    return counts.getOrDefault(value, 0);
  }

  /// How many operations write to a variable.
  int writes(Value slot) {
    return writes.getOrDefault(slot, 0);
  }

  boolean isAlias(Value value) {
    return aliases.containsKey(value);
  }

  /// The variable that a value is computed in; null for none.
  @Nullable Value target(Value value) {
    return targets.get(value);
  }

  private void define(Region region) {
    for (Operation operation : region.ops()) {
      operation.results().forEach(r -> definitions.put(r, operation));
      operation.operands().forEach(v -> counts.merge(v, 1, Integer::sum));
      if (operation.op() == CoreOp.SLOT_SET) {
        writes.merge(operation.operand(0), 1, Integer::sum);
      }
      operation.regions().forEach(this::define);
    }
  }

  /// What an operation reads, with what is inside it. A position that is a sum is read as its parts
  /// ([Accesses]).
  private void uses(Operation operation, Consumer<Value> each) {
    operation.operands().forEach(each);
    if (operation.op() == KernelOp.LOAD || operation.op() == KernelOp.STORE) {
      Operation sum = definitions.get(operation.operands().getLast());
      if (sum != null && sum.op() == CoreOp.WRAPPING_ADD) {
        sum.operands().forEach(each);
      }
    }
    operation.regions().forEach(region -> region.ops().forEach(o -> uses(o, each)));
  }

  private static boolean writes(Operation operation, Value slot) {
    if (operation.op() == CoreOp.SLOT_SET && operation.operand(0).equals(slot)) {
      return true;
    }
    return operation.regions().stream()
        .anyMatch(region -> region.ops().stream().anyMatch(o -> writes(o, slot)));
  }

  private void inRegion(Region region) {
    List<Operation> ops = region.ops();
    List<Set<Value>> reads = new ArrayList<>();
    Map<Value, Integer> last = new HashMap<>();
    for (int i = 0; i < ops.size(); i++) {
      int at = i;
      Set<Value> read = new HashSet<>();
      uses(ops.get(i), read::add);
      reads.add(read);
      read.forEach(v -> last.put(v, at));
    }
    for (int i = 0; i < ops.size(); i++) {
      if (ops.get(i).op() == CoreOp.SLOT_GET) {
        alias(ops, i, last.getOrDefault(ops.get(i).result(), i));
      }
    }
    for (int i = 0; i < ops.size(); i++) {
      if (ops.get(i).op() == CoreOp.SLOT_SET) {
        target(ops, reads, i);
      }
    }
    ops.forEach(o -> o.regions().forEach(this::inRegion));
  }

  private void alias(List<Operation> ops, int get, int last) {
    Value slot = ops.get(get).operand(0);
    for (int i = get + 1; i <= last; i++) {
      boolean isRead = i == last && ops.get(i).regions().isEmpty();
      if (!isRead && writes(ops.get(i), slot)) {
        return;
      }
    }
    aliases.put(ops.get(get).result(), slot);
  }

  private void target(List<Operation> ops, List<Set<Value>> reads, int set) {
    Value slot = ops.get(set).operand(0);
    Value value = ops.get(set).operand(1);
    Operation made = definitions.get(value);
    int from = made == null ? -1 : ops.indexOf(made);
    if (made == null || from < 0 || count(value) != 1 || !isSingle(made)) {
      return;
    }
    for (int i = from + 1; i < set; i++) {
      // What is inside may leave the region before the write.
      boolean isTouched =
          !ops.get(i).regions().isEmpty()
              || reads.get(i).contains(slot)
              || reads.get(i).stream().anyMatch(v -> slot.equals(aliases.get(v)));
      if (isTouched) {
        return;
      }
    }
    targets.put(value, slot);
  }

  private static boolean isSingle(Operation operation) {
    boolean isSingle = operation.op() instanceof CoreOp core && SINGLE.contains(core);
    return isSingle
        && (Precision.of(operation.result().type()) != null
            || operation.result().type() == Scalar.I32);
  }
}
