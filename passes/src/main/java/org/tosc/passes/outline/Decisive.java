package org.tosc.passes.outline;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.passes.analysis.Graph;
import org.tosc.passes.tensors.TensorForm;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.Value;

/// Which parameters of a part decide on shapes, positions, branches or how often a loop runs: a
/// version must know their numbers (`constants`).
final class Decisive {
  /// The parts that a part may call.
  @FunctionalInterface
  interface Parts {
    @Nullable Function named(String symbol);
  }

  private final Map<Integer, Operation> makers = new HashMap<>();
  private final Map<String, List<Value>> variables = new HashMap<>();
  private final Map<Integer, List<Value>> slots = new HashMap<>();
  private final Map<Integer, Value> aliases;
  private final Set<Integer> found = new HashSet<>();
  private final Deque<Value> open = new ArrayDeque<>();

  private Decisive(Map<Integer, Value> aliases) {
    this.aliases = aliases;
  }

  /// The indexes of such parameters.
  ///
  /// @param aliases which parameter a value inside is, by the value's number
  static List<Long> of(
      List<Value> params, List<Operation> body, Map<Integer, Value> aliases, Parts parts) {
    Decisive decisive = new Decisive(aliases);
    List<Operation> all = new ArrayList<>();
    for (Operation o : body) {
      all.add(o);
      o.regions().forEach(r -> Graph.each(r, all::add));
    }
    all.forEach(decisive::enter);
    all.forEach(o -> decisive.begin(o, parts));
    while (!decisive.open.isEmpty()) {
      decisive.follow(decisive.open.remove());
    }
    List<Long> indexes = new ArrayList<>();
    for (int i = 0; i < params.size(); i++) {
      if (decisive.found.contains(params.get(i).id())) {
        indexes.add((long) i);
      }
    }
    return indexes;
  }

  private void enter(Operation o) {
    o.results().forEach(r -> makers.put(r.id(), o));
    if (o.op() == CoreOp.GLOBAL_SET) {
      String variable = o.attributes().symbol("global");
      variables.computeIfAbsent(variable, v -> new ArrayList<>()).add(o.operand(0));
    } else if (o.op() == CoreOp.SLOT_SET) {
      slots.computeIfAbsent(o.operand(0).id(), v -> new ArrayList<>()).add(o.operand(1));
    }
  }

  private void want(Value value) {
    if (found.add(value.id())) {
      open.add(value);
    }
  }

  private void begin(Operation o, Parts parts) {
    TensorForm.decisive(o).forEach(this::want);
    if (o.op() == CoreOp.IF) {
      want(o.operand(0));
    } else if (o.op() == CoreOp.LOOP) {
      o.region(0).terminator().operands().forEach(this::want);
    } else if (o.op() == HostOp.BUILTIN && o.attributes().string("name").equals("sqrt")) {
      o.operands().forEach(this::want);
    } else if (o.op() == CoreOp.CALL) {
      Function callee = parts.named(o.attributes().symbol("callee"));
      List<Long> constants = callee == null ? List.of() : callee.attributes().integers("constants");
      constants.forEach(i -> want(o.operand(i.intValue())));
    }
  }

  private void follow(Value value) {
    Value alias = aliases.get(value.id());
    if (alias != null) {
      want(alias);
    }
    Operation maker = makers.get(value.id());
    if (maker == null || isData(maker)) {
      return;
    }
    if (maker.op() == CoreOp.GLOBAL_GET) {
      variables.getOrDefault(maker.attributes().symbol("global"), List.of()).forEach(this::want);
    } else if (maker.op() == CoreOp.SLOT_GET) {
      slots.getOrDefault(maker.operand(0).id(), List.of()).forEach(this::want);
    }
    maker.operands().forEach(this::want);
  }

  /// Whether the numbers behind an operation decide nothing. The shape of a tensor depends on what
  /// decides on shapes, which is found by itself.
  private static boolean isData(Operation maker) {
    boolean length =
        maker.op() == HostOp.BUILTIN && maker.attributes().string("name").equals("len");
    boolean shape = maker.op() == HostOp.MEMBER && !Role.isField(maker);
    return length
        || shape
        || maker.op() instanceof TensorOp
        || maker.op() == CoreOp.CALL
        || maker.op() == HostOp.IS_MISSING;
  }
}
