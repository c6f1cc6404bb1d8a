package org.tosc.driver.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.FunctionBuilder;
import org.tosc.tir.ir.HostType;
import org.tosc.tir.ir.Op;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.SlotType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;

/// A function under construction and the values that may be used at the place reached.
final class TirScope {
  final FunctionBuilder builder;
  private final TirContext context;
  private final List<Value> seen = new ArrayList<>();

  TirScope(TirContext context, String symbol) {
    this.context = context;
    this.builder = new FunctionBuilder(symbol);
  }

  void see(Value value) {
    seen.add(value);
  }

  List<Value> seen() {
    return seen;
  }

  List<Value> seen(Type type) {
    return seen.stream().filter(v -> v.type().equals(type)).toList();
  }

  List<Value> slots() {
    return seen.stream().filter(v -> v.type() instanceof SlotType).toList();
  }

  /// A type of which values can be made.
  Type anyType(Choices c) {
    return c.pick(List.of(Scalar.I64, Scalar.F64, Scalar.I1, HostType.ANY, HostType.STR));
  }

  /// An operation whose row infers its results; the first result, or any value where it has none.
  Value op(Op op, Value... operands) {
    Operation made = with(op, Attributes.NONE, operands);
    return made.results().isEmpty() ? new Value(-1, HostType.ANY) : made.result();
  }

  Operation with(Op op, Attributes attributes, Value... operands) {
    count(op);
    return builder.op(op, attributes, context.places.get(), List.of(operands));
  }

  /// An operation whose result type is stated.
  Value stated(Op op, Type result, Attributes attributes, Value... operands) {
    return statedAll(op, List.of(result), attributes, List.of(operands)).result();
  }

  Operation statedAll(Op op, List<Type> results, Attributes attributes, List<Value> operands) {
    count(op);
    return builder.opOf(op, results, attributes, context.places.get(), operands);
  }

  Operation owner(Op op, List<Type> results, List<Value> operands, List<Region> regions) {
    count(op);
    return builder.opWith(op, results, Attributes.NONE, context.places.get(), operands, regions);
  }

  private void count(Op op) {
    context.used.merge(op, 1L, Long::sum);
  }

  Value constant(Type type, Attribute value) {
    return stated(CoreOp.CONST, type, Attributes.of("value", value));
  }

  Value globalGet(String symbol, Type type) {
    return stated(CoreOp.GLOBAL_GET, type, Attributes.of("global", new Attribute.Symbol(symbol)));
  }

  /// A region that yields nothing where its body does not end it; what it saw is forgotten.
  Region region(List<Type> params, Runnable body) {
    return regionOf(params, ignored -> body.run());
  }

  Region handler(Consumer<Value> body) {
    return regionOf(List.of(HostType.ANY), params -> body.accept(params.getFirst()));
  }

  private Region regionOf(List<Type> types, Consumer<List<Value>> body) {
    int before = seen.size();
    Region region =
        builder.region(
            types,
            params -> {
              seen.addAll(params);
              body.accept(params);
              if (!builder.isTerminated()) {
                op(CoreOp.YIELD);
              }
            });
    seen.subList(before, seen.size()).clear();
    return region;
  }
}
