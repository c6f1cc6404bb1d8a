package org.tosc.passes;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tosc.passes.rewrite.Copy;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Value;

/// Numbers the values of each function from 0, in the order of the text, so that expected modules
/// do not depend on how many values a pass made and dropped.
final class Renumber {
  private final Map<Integer, Value> names = new HashMap<>();

  private Renumber() {}

  static Module module(Module module) {
    List<Function> functions =
        module.functions().stream()
            .map(f -> Copy.with(f, new Renumber().region(f.body())))
            .toList();
    return new Module(module.globals(), functions);
  }

  private Region region(Region region) {
    List<Value> params = region.params().stream().map(this::named).toList();
    return new Region(params, region.ops().stream().map(this::operation).toList());
  }

  private Operation operation(Operation o) {
    List<Value> operands = o.operands().stream().map(this::named).toList();
    List<Value> results = o.results().stream().map(this::named).toList();
    List<Region> regions = o.regions().stream().map(this::region).toList();
    return new Operation(o.op(), operands, o.attributes(), regions, results, o.span());
  }

  private Value named(Value value) {
    return names.computeIfAbsent(value.id(), id -> new Value(names.size(), value.type()));
  }
}
