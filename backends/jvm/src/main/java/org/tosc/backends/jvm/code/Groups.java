package org.tosc.backends.jvm.code;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tosc.passes.fuse.Unfuse;
import org.tosc.passes.rewrite.Copy;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.FusedOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Value;

/// The groups of a module (`tensor.fused`), numbered, and functions in which a group's operations
/// use its inputs directly, so that they can be emitted where the group stands.
///
/// What a group means is kept apart under its number: a kernel is made of that when the group has
/// run often enough.
final class Groups {
  private static final String NUMBER = "group";

  private final List<Operation> all = new ArrayList<>();

  /// The groups as they were, by number.
  List<Operation> all() {
    return List.copyOf(all);
  }

  /// The number of a group of an opened function.
  static int number(Operation opened) {
    return Math.toIntExact(opened.attributes().integer(NUMBER));
  }

  /// The function with its groups numbered and opened; without groups the same object.
  Function open(Function f) {
    return Unfuse.hasGroup(f.body()) ? Copy.with(f, region(f.body(), Map.of())) : f;
  }

  private Region region(Region region, Map<Integer, Value> inputs) {
    List<Operation> ops = region.ops().stream().map(o -> operation(o, inputs)).toList();
    return new Region(region.params(), ops);
  }

  private Operation operation(Operation o, Map<Integer, Value> inputs) {
    return o.op() == FusedOp.FUSED ? group(o) : copy(o, inputs);
  }

  private Operation copy(Operation o, Map<Integer, Value> inputs) {
    List<Value> operands = values(o.operands(), inputs);
    List<Region> regions = o.regions().stream().map(r -> region(r, inputs)).toList();
    return Copy.with(o, operands, regions);
  }

  /// Groups do not lie in groups.
  private Operation group(Operation o) {
    Region body = o.region(0);
    Map<Integer, Value> inputs = new HashMap<>();
    for (int i = 0; i < body.params().size(); i++) {
      inputs.put(body.params().get(i).id(), o.operand(i));
    }
    Region opened = new Region(List.of(), region(body, inputs).ops());
    var attributes = o.attributes().with(NUMBER, Attribute.of((long) all.size()));
    all.add(o);
    return new Operation(o.op(), o.operands(), attributes, List.of(opened), o.results(), o.span());
  }

  private static List<Value> values(List<Value> of, Map<Integer, Value> inputs) {
    return of.stream().map(v -> inputs.getOrDefault(v.id(), v)).toList();
  }
}
