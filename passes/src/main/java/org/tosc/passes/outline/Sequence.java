package org.tosc.passes.outline;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tosc.passes.analysis.Graph;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Value;

/// A run of operations of one region that may become a part: `members` in their order, without the
/// constants and the reads of slots that stand between them (they are done before), and without the
/// writes of slots (they are done after).
///
/// @param ahead what is done before the part
/// @param stores what slots hold behind the part
record Sequence(List<Operation> ahead, List<Operation> members, List<Operation> stores) {
  /// What of a sequence is worth a part: from the first operation that computes with tensors, or
  /// that makes an operand of one, to the last that computes with tensors.
  record Cut(List<Operation> before, Sequence part, List<Operation> after) {}

  /// Collects one sequence after the other.
  static final class Collector {
    private final List<Operation> all = new ArrayList<>();

    void add(Operation o) {
      all.add(o);
    }

    List<Operation> take() {
      List<Operation> taken = List.copyOf(all);
      all.clear();
      return taken;
    }
  }

  /// Cuts a run of operations, none of which is an END.
  static Cut of(List<Operation> run, Set<Operation> tensors) {
    int first = first(run, tensors);
    int last = run.size();
    while (last > first && !tensors.contains(run.get(last - 1))) {
      last--;
    }
    List<Operation> ahead = new ArrayList<>();
    List<Operation> members = new ArrayList<>();
    Map<Integer, Operation> stores = new LinkedHashMap<>();
    for (Operation o : run.subList(first, last)) {
      switch (Role.of(o)) {
        case CONSTANT, READ -> ahead.add(o);
        case WRITE -> stores.put(o.operand(0).id(), o);
        case TENSOR, BESIDE, END -> members.add(o);
      }
    }
    Sequence part = new Sequence(ahead, members, List.copyOf(stores.values()));
    return new Cut(run.subList(0, first), part, run.subList(last, run.size()));
  }

  /// Where a part begins: with what makes operands for tensor operations, but not with what was
  /// there anyway.
  private static int first(List<Operation> run, Set<Operation> tensors) {
    Set<Integer> wanted = new HashSet<>();
    int first = run.size();
    for (int i = run.size() - 1; i >= 0; i--) {
      Operation o = run.get(i);
      boolean makes = o.results().stream().anyMatch(r -> wanted.contains(r.id()));
      if (tensors.contains(o) || makes) {
        o.operands().forEach(v -> wanted.add(v.id()));
        first = tensors.contains(o) || isWork(o) ? i : first;
      }
    }
    return first;
  }

  private static boolean isWork(Operation o) {
    Role role = Role.of(o);
    boolean given =
        role == Role.CONSTANT
            || role == Role.READ
            || o.op() == CoreOp.GLOBAL_GET
            || o.op() == HostOp.UNBOX;
    return !given;
  }

  /// What members use, regions included.
  Set<Value> uses() {
    Set<Value> used = new java.util.LinkedHashSet<>();
    for (Operation member : members) {
      used.addAll(member.operands());
      member.regions().forEach(r -> Graph.each(r, o -> used.addAll(o.operands())));
    }
    return used;
  }

  /// What members define, regions included.
  Set<Value> makes() {
    Set<Value> made = new java.util.LinkedHashSet<>();
    for (Operation member : members) {
      made.addAll(member.results());
      member.regions().forEach(r -> Graph.each(r, o -> made.addAll(o.results())));
    }
    return made;
  }
}
