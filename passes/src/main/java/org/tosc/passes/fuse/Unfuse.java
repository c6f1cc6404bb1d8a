package org.tosc.passes.fuse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.FusedOp;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Value;

/// Takes groups apart: each `tensor.fused` becomes the operations that it holds.
///
/// For engines that have no code of their own for a group. A function without groups stays the same
/// object.
public final class Unfuse {
  private final Map<Integer, Value> renamed = new HashMap<>();

  private Unfuse() {}

  public static Module run(Module module) {
    if (module.functions().stream().noneMatch(f -> hasGroup(f.body()))) {
      return module;
    }
    return new Module(module.globals(), module.functions().stream().map(Unfuse::run).toList());
  }

  public static Function run(Function f) {
    if (!hasGroup(f.body())) {
      return f;
    }
    Region body = new Unfuse().region(f.body());
    return new Function(f.symbol(), f.results(), body, f.attributes(), f.span());
  }

  /// Whether a region holds groups.
  public static boolean hasGroup(Region region) {
    for (Operation o : region.ops()) {
      if (o.op() == FusedOp.FUSED || o.regions().stream().anyMatch(Unfuse::hasGroup)) {
        return true;
      }
    }
    return false;
  }

  private Region region(Region region) {
    List<Operation> ops = new ArrayList<>(region.ops().size());
    for (Operation o : region.ops()) {
      if (o.op() == FusedOp.FUSED) {
        apart(o, ops);
      } else {
        ops.add(operation(o));
      }
    }
    return new Region(region.params(), ops);
  }

  /// The parameters stand for the inputs, the results for what is yielded.
  private void apart(Operation fused, List<Operation> into) {
    Region body = fused.region(0);
    bind(body.params(), values(fused.operands()));
    for (Operation o : body.ops().subList(0, body.ops().size() - 1)) {
      into.add(operation(o));
    }
    bind(fused.results(), values(body.terminator().operands()));
  }

  private void bind(List<Value> names, List<Value> values) {
    for (int i = 0; i < names.size(); i++) {
      renamed.put(names.get(i).id(), values.get(i));
    }
  }

  private Operation operation(Operation o) {
    List<Region> regions = o.regions().stream().map(this::region).toList();
    return new Operation(
        o.op(), values(o.operands()), o.attributes(), regions, o.results(), o.span());
  }

  private List<Value> values(List<Value> of) {
    return of.stream().map(v -> renamed.getOrDefault(v.id(), v)).toList();
  }
}
