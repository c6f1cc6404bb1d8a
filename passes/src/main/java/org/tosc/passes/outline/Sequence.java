package org.tosc.passes.outline;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tosc.passes.analysis.Graph;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.SlotType;
import org.tosc.tir.ir.Value;

/// A run of operations of one region that may become a part: `members` in their order, without the
/// constants and the reads of slots that stand between them (they are done before), and without the
/// writes of slots (they are done after).
///
/// Slots that loops in it use are different: the part has a slot of its own for each (`slots`),
/// with what the slot held before, and gives what it holds in the end.
///
/// @param ahead what is done before the part
/// @param stores what slots hold behind the part
record Sequence(
    List<Operation> ahead, List<Operation> members, List<Operation> stores, List<Value> slots) {
  /// What of a sequence is worth a part: from the first operation that computes with tensors, or
  /// that makes an operand of one, to the last that computes with tensors.
  record Cut(List<Operation> before, Sequence part, List<Operation> after) {}

  /// Cuts a run of operations, none of which is an END.
  ///
  /// @param graph of the function
  static Cut of(List<Operation> run, Set<Operation> tensors, Graph graph) {
    int first = first(run, tensors);
    int last = run.size();
    while (last > first && !tensors.contains(run.get(last - 1))) {
      last--;
    }
    List<Operation> inside = run.subList(first, last);
    Set<Value> looped = looped(inside);
    List<Operation> ahead = new ArrayList<>();
    List<Operation> members = new ArrayList<>();
    Map<Integer, Operation> stores = new LinkedHashMap<>();
    for (Operation o : inside) {
      Role role = Role.of(o);
      boolean local = !o.operands().isEmpty() && looped.contains(o.operand(0));
      if (o.op() == CoreOp.SLOT) {
        boolean own = looped.contains(o.result()) && isInside(o.result(), inside, graph);
        (own ? members : ahead).add(o);
      } else if (role == Role.CONSTANT || (role == Role.READ && !local)) {
        ahead.add(o);
      } else if (role == Role.WRITE && !local) {
        stores.put(o.operand(0).id(), o);
      } else {
        members.add(o);
      }
    }
    Set<Value> made = makes(members);
    List<Value> slots = looped.stream().filter(slot -> !made.contains(slot)).toList();
    Sequence part = new Sequence(ahead, members, List.copyOf(stores.values()), slots);
    return new Cut(run.subList(0, first), part, run.subList(last, run.size()));
  }

  /// The slots that loops use.
  private static Set<Value> looped(List<Operation> ops) {
    Set<Value> slots = new LinkedHashSet<>();
    for (Operation loop : ops) {
      for (Region region : loop.regions()) {
        Graph.each(region, o -> o.operands().stream().filter(Sequence::isSlot).forEach(slots::add));
      }
    }
    return slots;
  }

  private static boolean isSlot(Value value) {
    return value.type() instanceof SlotType;
  }

  private static boolean isInside(Value slot, List<Operation> ops, Graph graph) {
    Set<Operation> all = new HashSet<>(all(ops));
    return graph.uses(slot).stream().allMatch(u -> all.contains(u.user()));
  }

  /// Whether what is done before the part needs nothing that is made in it.
  boolean isApart() {
    Set<Value> made = makes();
    return ahead.stream().flatMap(o -> o.operands().stream()).noneMatch(made::contains);
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
        o.regions()
            .forEach(r -> Graph.each(r, in -> in.operands().forEach(v -> wanted.add(v.id()))));
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

  /// The members and what stands in their regions, in the order of the text.
  List<Operation> all() {
    return all(members);
  }

  private static List<Operation> all(List<Operation> ops) {
    List<Operation> all = new ArrayList<>();
    for (Operation o : ops) {
      all.add(o);
      o.regions().forEach(r -> Graph.each(r, all::add));
    }
    return all;
  }

  /// The values that members use, regions included, but for slots.
  Set<Value> uses() {
    Set<Value> used = new LinkedHashSet<>();
    all().forEach(o -> o.operands().stream().filter(v -> !isSlot(v)).forEach(used::add));
    return used;
  }

  /// What members define, regions included.
  Set<Value> makes() {
    return makes(members);
  }

  private static Set<Value> makes(List<Operation> ops) {
    Set<Value> made = new LinkedHashSet<>();
    all(ops).forEach(o -> made.addAll(o.results()));
    return made;
  }
}
