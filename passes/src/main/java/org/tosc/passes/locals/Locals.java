package org.tosc.passes.locals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tosc.passes.Work;
import org.tosc.passes.analysis.Graph;
import org.tosc.passes.dce.DeadCode;
import org.tosc.passes.rewrite.Copy;
import org.tosc.passes.rewrite.Replacements;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Value;

/// Where it is known what a slot holds, uses the value instead of reading the slot.
///
/// Slots belong to one function, and no call can write them, so that is known from the last store
/// or read until a region that stores to the slot: a loop's, or a branch that goes on to its end.
/// Stores to slots that nobody reads any more go at once: they would look like uses to the passes
/// behind this one.
public final class Locals {
  private final Replacements instead;

  private Locals(int values) {
    this.instead = new Replacements(values);
  }

  public static Module run(Module module, Work work) {
    List<Function> functions = new ArrayList<>();
    boolean same = true;
    for (Function f : module.functions()) {
      Function made = run(f);
      same &= made == f;
      functions.add(made);
    }
    return same ? module : new Module(module.globals(), functions);
  }

  private static Function run(Function f) {
    boolean reads = f.body().ops().stream().anyMatch(o -> o.op() == CoreOp.SLOT);
    if (!reads) {
      return f;
    }
    Locals locals = new Locals(Graph.of(f).nextId());
    Function made = Copy.with(f, locals.region(f.body(), new HashMap<>()));
    return made == f ? f : DeadCode.run(made);
  }

  /// A region that begins where these slots are known; `known` is what holds at its end.
  private Region region(Region region, Map<Integer, Value> known) {
    List<Operation> ops = new ArrayList<>(region.ops().size());
    boolean same = true;
    for (Operation found : region.ops()) {
      Operation o = instead.of(found);
      Value held = o.op() == CoreOp.SLOT_GET ? known.get(o.operand(0).id()) : null;
      if (held != null) {
        instead.put(o.result(), held);
        same = false;
        continue;
      }
      Operation made = o.regions().isEmpty() ? o : inside(o, known);
      note(made, known);
      same &= made == found;
      ops.add(made);
    }
    return same ? region : new Region(region.params(), ops);
  }

  private static void note(Operation o, Map<Integer, Value> known) {
    if (o.op() == CoreOp.SLOT && !o.operands().isEmpty()) {
      known.put(o.result().id(), o.operand(0));
    } else if (o.op() == CoreOp.SLOT_SET) {
      known.put(o.operand(0).id(), o.operand(1));
    } else if (o.op() == CoreOp.SLOT_GET) {
      known.put(o.operand(0).id(), o.result());
    }
  }

  /// An operation with regions; `known` is what holds behind it.
  private Operation inside(Operation o, Map<Integer, Value> known) {
    Map<Integer, Value> before = new HashMap<>(known);
    for (Region region : o.regions()) {
      boolean goesOn = o.op() != CoreOp.IF || region.terminator().op() == CoreOp.YIELD;
      if (goesOn) {
        forget(region, known);
      }
    }
    List<Region> regions = new ArrayList<>();
    boolean same = true;
    for (int i = 0; i < o.regions().size(); i++) {
      boolean begins = o.op() == CoreOp.IF || (i == 0 && o.op() != CoreOp.LOOP);
      Region made = region(o.region(i), new HashMap<>(begins ? before : known));
      same &= made == o.region(i);
      regions.add(made);
    }
    return same ? o : Copy.with(o, o.operands(), regions);
  }

  /// Forgets what a region stores to.
  private static void forget(Region region, Map<Integer, Value> known) {
    if (known.isEmpty()) {
      return;
    }
    Graph.each(
        region,
        o -> {
          if (o.op() == CoreOp.SLOT_SET) {
            known.remove(o.operand(0).id());
          }
        });
  }
}
