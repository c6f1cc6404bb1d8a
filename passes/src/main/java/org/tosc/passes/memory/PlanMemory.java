package org.tosc.passes.memory;

import java.util.ArrayList;
import java.util.List;
import org.tosc.passes.Work;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;

/// Writes down the memory plan of each function that has one: `arena` and `naive`, in bytes, and
/// `offsets` of its intermediates in the order in which they are made.
public final class PlanMemory {
  private PlanMemory() {}

  public static Module run(Module module, Work work) {
    List<Function> all = new ArrayList<>();
    boolean changed = false;
    for (Function f : module.functions()) {
      MemoryPlan plan = MemoryPlan.of(f);
      if (plan == null || plan.places().isEmpty()) {
        all.add(f);
      } else {
        all.add(planned(f, plan, work));
        changed = true;
      }
    }
    return changed ? new Module(module.globals(), all) : module;
  }

  private static Function planned(Function f, MemoryPlan plan, Work work) {
    work.note(
        f.span(),
        "@%s: %d of %d bytes (%.0f %%)"
            .formatted(
                f.symbol(), plan.arena(), plan.naive(), 100.0 * plan.arena() / plan.naive()));
    List<Long> offsets = plan.places().stream().map(MemoryPlan.Place::offset).toList();
    var attributes =
        f.attributes()
            .with("arena", Attribute.of(plan.arena()))
            .with("naive", Attribute.of(plan.naive()))
            .with("offsets", Attribute.ints(offsets));
    return new Function(f.symbol(), f.results(), f.body(), attributes, f.span());
  }
}
