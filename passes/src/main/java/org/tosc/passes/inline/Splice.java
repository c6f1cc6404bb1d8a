package org.tosc.passes.inline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tosc.passes.analysis.Graph;
import org.tosc.passes.rewrite.Copy;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Value;

/// Replaces calls in one function by copies of bodies.
final class Splice {
  /// Which function takes the place of a call; null where the call stays.
  @FunctionalInterface
  interface Callees {
    @Nullable Function of(String symbol);
  }

  private final Function function;
  private final Callees callees;
  private final Consumer<String> replaced;
  private final Map<Integer, Value> results = new HashMap<>();
  private int nextId;

  Splice(Function function, Callees callees, Consumer<String> replaced) {
    this.function = function;
    this.callees = callees;
    this.replaced = replaced;
    this.nextId = Graph.of(function).nextId();
  }

  Function run() {
    return Copy.with(function, region(function.body()));
  }

  private Region region(Region region) {
    List<Operation> ops = new ArrayList<>(region.ops().size());
    boolean same = true;
    for (Operation found : region.ops()) {
      Operation o = resolved(found);
      Function callee = o.op() == CoreOp.CALL ? callees.of(o.attributes().symbol("callee")) : null;
      if (callee != null) {
        body(o, callee, ops);
        replaced.accept(callee.symbol());
        same = false;
        continue;
      }
      Operation made = inside(o);
      same &= made == found;
      ops.add(made);
    }
    return same ? region : new Region(region.params(), ops);
  }

  private Operation inside(Operation o) {
    List<Region> regions = new ArrayList<>();
    boolean same = true;
    for (Region inner : o.regions()) {
      Region made = region(inner);
      same &= made == inner;
      regions.add(made);
    }
    return same ? o : Copy.with(o, o.operands(), regions);
  }

  private Operation resolved(Operation o) {
    boolean touched = o.operands().stream().anyMatch(v -> results.containsKey(v.id()));
    return touched
        ? Copy.with(
            o,
            o.operands().stream().map(v -> results.getOrDefault(v.id(), v)).toList(),
            o.regions())
        : o;
  }

  /// Appends a copy of the callee's body, with arguments for parameters and new values.
  private void body(Operation call, Function callee, List<Operation> out) {
    Map<Integer, Value> names = new HashMap<>();
    for (int i = 0; i < callee.params().size(); i++) {
      names.put(callee.params().get(i).id(), call.operand(i));
    }
    List<Operation> ops = callee.body().ops();
    for (Operation o : ops.subList(0, ops.size() - 1)) {
      out.add(copy(o, names));
    }
    List<Value> returned = ops.getLast().operands();
    for (int i = 0; i < returned.size(); i++) {
      results.put(call.results().get(i).id(), named(returned.get(i), names));
    }
  }

  private Operation copy(Operation o, Map<Integer, Value> names) {
    List<Value> operands = o.operands().stream().map(v -> named(v, names)).toList();
    List<Region> regions =
        o.regions().stream()
            .map(
                r -> {
                  List<Value> params = r.params().stream().map(p -> named(p, names)).toList();
                  return new Region(params, r.ops().stream().map(i -> copy(i, names)).toList());
                })
            .toList();
    List<Value> made = o.results().stream().map(v -> named(v, names)).toList();
    return new Operation(o.op(), operands, o.attributes(), regions, made, o.span());
  }

  private Value named(Value value, Map<Integer, Value> names) {
    return names.computeIfAbsent(value.id(), id -> new Value(nextId++, value.type()));
  }
}
