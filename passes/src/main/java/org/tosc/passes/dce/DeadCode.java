package org.tosc.passes.dce;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tosc.passes.Work;
import org.tosc.passes.analysis.Definitions;
import org.tosc.passes.analysis.Effects;
import org.tosc.passes.rewrite.Copy;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.FusedOp;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.SlotType;
import org.tosc.tir.ir.Trait;
import org.tosc.tir.ir.Value;

/// Removes operations whose results nobody uses and that do nothing else: that have no effect and
/// cannot raise ([Effects]); slots that nobody reads, with what is stored in them; and control that
/// holds nothing but `yield`.
///
/// It marks what is needed, beginning with effects, and keeps that. Loops stay, since they may not
/// end.
public final class DeadCode {
  private final Function function;
  private final List<Operation> operations = new ArrayList<>();
  private final List<Integer> owners = new ArrayList<>();
  private final Map<Integer, Integer> definitions = new HashMap<>();
  private final Map<Integer, List<Integer>> stores = new HashMap<>();

  /// The terminators of an operation's regions.
  private final Map<Integer, List<Integer>> ends = new HashMap<>();

  private final BitSet needed = new BitSet();
  private final Deque<Integer> open = new ArrayDeque<>();
  private int next;

  private DeadCode(Function function) {
    this.function = function;
    enter(function.body(), -1);
  }

  public static Module run(Module module, Work work) {
    List<Function> functions = new ArrayList<>();
    boolean same = true;
    for (Function f : module.functions()) {
      Function kept = run(f);
      same &= kept == f;
      functions.add(kept);
    }
    return same ? module : new Module(module.globals(), functions);
  }

  /// One function without what nobody needs in it.
  public static Function run(Function function) {
    return new DeadCode(function).kept();
  }

  private void enter(Region region, int owner) {
    for (Operation o : region.ops()) {
      int index = operations.size();
      operations.add(o);
      owners.add(owner);
      o.results().forEach(r -> definitions.put(r.id(), index));
      if (o.op() == CoreOp.SLOT_SET) {
        stores.computeIfAbsent(o.operand(0).id(), s -> new ArrayList<>()).add(index);
      }
      if (!(o.op() instanceof FusedOp)) {
        o.regions().forEach(inner -> enter(inner, index));
      }
    }
    if (owner >= 0) {
      ends.computeIfAbsent(owner, o -> new ArrayList<>()).add(operations.size() - 1);
    }
  }

  private Function kept() {
    Definitions known =
        value -> {
          Integer index = definitions.get(value.id());
          return index == null ? null : operations.get(index);
        };
    for (int i = 0; i < operations.size(); i++) {
      if (isNeeded(operations.get(i), known)) {
        need(i);
      }
    }
    while (!open.isEmpty()) {
      follow(open.remove());
    }
    return needed.cardinality() == operations.size()
        ? function
        : Copy.with(function, kept(function.body()));
  }

  /// Whether an operation is needed for what it does, whoever uses its results.
  private static boolean isNeeded(Operation o, Definitions known) {
    if (o.op().is(Trait.TERMINATOR)) {
      return o.op() != CoreOp.YIELD;
    }
    boolean waits =
        o.op() == CoreOp.SLOT_SET
            || o.op() == CoreOp.IF
            || o.op() == CoreOp.TRY
            || o.op() == CoreOp.FINALLY;
    return !waits && !Effects.isRemovable(o, known);
  }

  private void need(int index) {
    if (!needed.get(index)) {
      needed.set(index);
      open.add(index);
    }
  }

  /// What a needed operation needs.
  private void follow(int index) {
    Operation o = operations.get(index);
    for (Value operand : o.operands()) {
      Integer made = definitions.get(operand.id());
      if (made != null) {
        need(made);
      }
      boolean reads = operand.type() instanceof SlotType && o.op() != CoreOp.SLOT_SET;
      if (reads) {
        stores.getOrDefault(operand.id(), List.of()).forEach(this::need);
      }
    }
    if (owners.get(index) >= 0) {
      need(owners.get(index));
    }
    ends.getOrDefault(index, List.of()).forEach(this::need);
  }

  private Region kept(Region region) {
    List<Operation> ops = new ArrayList<>();
    boolean same = true;
    for (Operation o : region.ops()) {
      boolean stays = needed.get(next++);
      List<Region> regions = new ArrayList<>();
      boolean inside = true;
      if (!(o.op() instanceof FusedOp)) {
        for (Region inner : o.regions()) {
          Region made = kept(inner);
          inside &= made == inner;
          regions.add(made);
        }
      }
      if (stays) {
        ops.add(inside ? o : Copy.with(o, o.operands(), regions));
      }
      same &= stays && inside;
    }
    return same ? region : new Region(region.params(), ops);
  }
}
