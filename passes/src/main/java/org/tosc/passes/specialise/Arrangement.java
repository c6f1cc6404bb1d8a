package org.tosc.passes.specialise;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tosc.passes.analysis.Definitions;
import org.tosc.passes.analysis.Effects;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Trait;

/// The order of a version: first the numbers that need no tensor to be computed, then tensors, then
/// the numbers that no tensor needs. So nothing stands between tensor operations that could be one
/// group. Operations that may raise keep their order among themselves.
final class Arrangement {
  private final List<Operation> operations;
  private final Definitions definitions;
  private final Set<Operation> first = new HashSet<>();
  private final Set<Operation> last = new HashSet<>();

  private Arrangement(List<Operation> operations, Definitions definitions) {
    this.operations = operations;
    this.definitions = definitions;
  }

  static List<Operation> of(List<Operation> operations, Definitions definitions) {
    Arrangement arrangement = new Arrangement(operations, definitions);
    arrangement.first();
    arrangement.last();
    return arrangement.arranged();
  }

  private void first() {
    boolean raised = false;
    for (Operation o : operations) {
      boolean tensors =
          o.op() instanceof TensorOp
              && o.operands().stream().anyMatch(v -> v.type() instanceof TensorType);
      boolean ready =
          o.operands().stream()
              .map(definitions::of)
              .allMatch(maker -> maker == null || first.contains(maker));
      boolean raises = Effects.mayRaise(o, definitions);
      if (ready && !tensors && !o.op().is(Trait.TERMINATOR) && !(raises && raised)) {
        first.add(o);
      } else {
        raised |= raises;
      }
    }
  }

  private void last() {
    boolean raised = false;
    Set<Integer> wanted = new HashSet<>();
    for (Operation o : operations.reversed()) {
      boolean raises = Effects.mayRaise(o, definitions);
      boolean free = o.results().stream().noneMatch(r -> wanted.contains(r.id()));
      boolean moves = free && !(o.op() instanceof TensorOp) && !(raises && raised);
      if (o.op().is(Trait.TERMINATOR) || (moves && !first.contains(o))) {
        last.add(o);
      } else {
        o.operands().forEach(v -> wanted.add(v.id()));
        raised |= raises && !first.contains(o);
      }
    }
  }

  private List<Operation> arranged() {
    List<Operation> all = new ArrayList<>(operations.stream().filter(first::contains).toList());
    operations.stream().filter(o -> !first.contains(o) && !last.contains(o)).forEach(all::add);
    operations.stream().filter(o -> last.contains(o)).forEach(all::add);
    return all;
  }
}
