package org.tosc.passes.autodiff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.passes.analysis.Graph;
import org.tosc.passes.dce.DeadCode;
import org.tosc.passes.specialise.Draft;
import org.tosc.passes.specialise.Held;
import org.tosc.passes.specialise.Refusal;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Value;

/// One call of a derivative: what the function around it knows of its arguments, and the function
/// that computes it.
final class Site {
  /// What computes a derivative.
  ///
  /// @param arguments values of the caller, for the first parameters
  /// @param globals variables of the file by their types, for the others
  /// @param several whether the results are the items of a list
  record Made(
      Function function, List<Value> arguments, Map<String, Value> globals, boolean several) {}

  private final Known known;
  private final Graph graph;
  private final Trace trace;
  private final Draft draft;
  private final Map<Integer, Held> seen = new HashMap<>();
  private final List<Value> arguments = new ArrayList<>();
  private final List<Value> params = new ArrayList<>();

  private Site(Known known, Graph graph) {
    this.known = known;
    this.graph = graph;
    this.trace = new Trace(known);
    this.draft = trace.draft();
  }

  /// Whether an operation makes a derivative.
  static boolean isGrad(Operation o) {
    return o.op() == HostOp.BUILTIN && o.attributes().string("name").equals("grad");
  }

  /// @param graph of the caller
  static Made of(Known known, Graph graph, Operation call, String symbol) throws Refusal {
    return new Site(known, graph).made(call, symbol);
  }

  private Made made(Operation call, String symbol) throws Refusal {
    List<Held> all = new ArrayList<>();
    for (Value operand : call.operands()) {
      all.add(held(operand));
    }
    List<Held> given = all.subList(1, all.size());
    List<String> names = call.attributes().strings("names");
    Held result = trace.call(all.getFirst(), given, names, call.span());
    boolean several = result instanceof Held.Items;
    List<Held> parts = result instanceof Held.Items(List<Held> items) ? items : List.of(result);
    List<Value> results = new ArrayList<>();
    for (Held part : parts) {
      results.add(trace.hosts().real(part, call));
    }
    List<Operation> body = new ArrayList<>(draft.operations());
    body.add(
        new Operation(CoreOp.RETURN, results, Attributes.NONE, List.of(), List.of(), call.span()));
    List<Value> taken = new ArrayList<>(params);
    taken.addAll(trace.globals().values());
    Attributes name = Attributes.of("name", Attribute.of("a derivative"));
    Function function =
        new Function(symbol, Value.types(results), new Region(taken, body), name, call.span());
    return new Made(DeadCode.run(function), arguments, trace.globals(), several);
  }

  private Held held(Value value) throws Refusal {
    Held before = seen.get(value.id());
    if (before != null) {
      return before;
    }
    Held found = found(value);
    seen.put(value.id(), found);
    return found;
  }

  private Held found(Value value) throws Refusal {
    Operation maker = graph.of(value);
    if (maker != null && maker.op() == CoreOp.CONST) {
      Attribute constant = Objects.requireNonNull(maker.attributes().get("value"));
      return new Held.Plain(draft.constant(value.type(), constant, maker.span()));
    }
    if (value.type() instanceof Scalar || (value.type() instanceof TensorType t && t.isStatic())) {
      Value param = draft.param(value.type());
      params.add(param);
      arguments.add(value);
      return new Held.Plain(param);
    }
    Held code = maker == null ? null : code(maker);
    if (code == null) {
      throw new Refusal(
          value.type() instanceof TensorType t
              ? "the shape " + t.shapeText() + " is not known"
              : "a value that is " + value.type());
    }
    return code;
  }

  private @Nullable Held code(Operation maker) throws Refusal {
    if (maker.op() == HostOp.BOX) {
      return held(maker.operand(0));
    }
    if (maker.op() == HostOp.CLOSURE) {
      List<Value> captures = new ArrayList<>();
      for (Value capture : maker.operands()) {
        captures.add(((Held.Plain) held(capture)).value());
      }
      return trace.function(maker.attributes().symbol("function"), captures, maker.span());
    }
    if (maker.op() == CoreOp.GLOBAL_GET) {
      String function = known.held(maker.attributes().symbol("global"));
      return function == null ? null : trace.function(function, List.of(), maker.span());
    }
    if (isGrad(maker)) {
      Held position = maker.operands().size() > 1 ? position(maker.operand(1)) : null;
      return trace.derivative(held(maker.operand(0)), position, maker.span());
    }
    return null;
  }

  /// A position, or a list of them.
  private Held position(Value value) throws Refusal {
    Operation maker = graph.of(value);
    if (maker == null || maker.op() != HostOp.LIST || graph.onlyUser(value) == null) {
      return held(value);
    }
    List<Held> items = new ArrayList<>();
    for (Value item : maker.operands()) {
      items.add(held(item));
    }
    return new Held.Items(items);
  }
}
