package org.tosc.backends.jvm.code;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Nest;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;

/// A nest as a method of its own, so that the JIT gets one small hot loop. Its parameters are the
/// nest's operands and the scalars from outside that its bodies use; it writes the outs that it is
/// given and returns those that are tiles.
///
/// @param function a parameter for each operand and captured scalar; its body holds the nest and
///   the constants that its bodies use
/// @param captured the scalars from outside that are no constants
record NestMethod(Nest nest, Function function, List<Value> captured) {
  static NestMethod of(Operation o, Uses uses) {
    Set<Value> outside = new LinkedHashSet<>();
    Set<Value> inside = new HashSet<>();
    o.regions().forEach(body -> collect(body, inside, outside));
    List<Value> captured = new ArrayList<>();
    List<Operation> ops = new ArrayList<>();
    for (Value value : outside) {
      Operation constant = uses.constant(value);
      if (constant != null) {
        ops.add(constant);
      } else {
        captured.add(value);
      }
    }
    ops.add(o);
    List<Value> params = new ArrayList<>();
    for (Value operand : o.operands()) {
      params.add(new Value(uses.limit() + params.size(), operand.type()));
    }
    params.addAll(captured);
    List<Type> results = Value.types(o.results());
    Region body = new Region(params, ops);
    return new NestMethod(
        Nest.of(o), new Function("nest", results, body, Attributes.NONE, o.span()), captured);
  }

  private static void collect(Region region, Set<Value> inside, Set<Value> outside) {
    inside.addAll(region.params());
    for (Operation o : region.ops()) {
      o.operands().stream().filter(v -> !inside.contains(v)).forEach(outside::add);
      o.regions().forEach(inner -> collect(inner, inside, outside));
      inside.addAll(o.results());
    }
  }

  List<Value> params() {
    return function.params();
  }

  String descriptor() {
    return Repr.method(params(), function.results());
  }
}
