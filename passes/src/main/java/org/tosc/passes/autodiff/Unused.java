package org.tosc.passes.autodiff;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.tosc.passes.analysis.Graph;
import org.tosc.passes.rewrite.Copy;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Value;

/// Takes out derivatives that nobody calls any more, and the functions and lists that they were
/// made of. It is known that making them raises nothing.
final class Unused {
  private Function f;
  private final BitSet candidates;

  /// @param candidates values that may be without use
  Unused(Function f, BitSet candidates) {
    this.f = f;
    this.candidates = (BitSet) candidates.clone();
  }

  Function removed() {
    while (true) {
      Function before = f;
      Graph graph = Graph.of(f);
      f = Copy.with(f, region(f.body(), graph));
      if (f == before) {
        return f;
      }
    }
  }

  private Region region(Region region, Graph graph) {
    List<Operation> kept = new ArrayList<>();
    for (Operation o : region.ops()) {
      if (o.results().size() == 1 && candidates.get(o.result().id()) && !graph.isUsed(o.result())) {
        o.operands().forEach(v -> consider(v, graph));
      } else {
        List<Region> regions = o.regions().stream().map(r -> region(r, graph)).toList();
        kept.add(regions.equals(o.regions()) ? o : Copy.with(o, o.operands(), regions));
      }
    }
    return kept.equals(region.ops()) ? region : new Region(region.params(), kept);
  }

  private void consider(Value value, Graph graph) {
    Operation maker = graph.of(value);
    boolean plain =
        maker != null
            && (maker.op() == HostOp.CLOSURE || maker.op() == HostOp.LIST || Site.isGrad(maker));
    if (plain) {
      candidates.set(value.id());
    }
  }
}
