package org.tosc.passes.fuse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.FusedOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;

/// Writes the operations of a block with its groups as `tensor.fused`. Results keep their values,
/// so nothing outside changes; inside a group every value is new.
final class Regroup {
  /// What the groups hold, and which constants, views and cheap operations they took in.
  private final Map<Unit, List<Node>> bodies = new LinkedHashMap<>();

  private final Block block;
  private final Folding folding;
  private final IntSupplier fresh;
  private final Joins joins;
  private final Set<Operation> taken = new HashSet<>();

  Regroup(Block block, Joins joins, IntSupplier fresh) {
    this.block = block;
    this.folding = new Folding(block);
    this.joins = joins;
    this.fresh = fresh;
  }

  Folding folding() {
    return folding;
  }

  /// The groups that were written, in their order, with what each holds.
  Map<Unit, List<Node>> bodies() {
    return bodies;
  }

  /// The region again; `inner` rewrites operations that stay outside groups.
  Region write(Region region, UnitOrder order, UnaryOperator<Operation> inner) {
    List<Operation> out = new ArrayList<>();
    for (Unit unit : order.units()) {
      Group group = isGroup(unit) ? new Group(unit) : null;
      if (group != null && group.isWorthwhile()) {
        out.add(group.fused());
        bodies.put(unit, group.held);
        taken.addAll(group.taken());
      } else {
        unit.members.forEach(m -> out.add(inner.apply(m.operation)));
      }
    }
    return new Region(region.params(), withoutUnused(out));
  }

  private boolean isGroup(Unit unit) {
    Node first = unit.members.getFirst();
    return unit.kind != null && !folding.isAgain(first) && !folding.isReadThrough(first);
  }

  /// Leaves out what groups took in, where nothing else uses it.
  private List<Operation> withoutUnused(List<Operation> all) {
    Set<Integer> used = new HashSet<>();
    List<Operation> kept = new ArrayList<>();
    for (Operation o : all.reversed()) {
      boolean free =
          taken.contains(o) && o.results().stream().noneMatch(r -> used.contains(r.id()));
      if (!free) {
        kept.add(o);
        uses(o, used);
      }
    }
    return kept.reversed();
  }

  private static void uses(Operation o, Set<Integer> used) {
    o.operands().forEach(v -> used.add(v.id()));
    o.regions().forEach(r -> r.ops().forEach(inner -> uses(inner, used)));
  }

  /// One group as it is written.
  private final class Group {
    private final Unit unit;
    private final List<Operation> ops = new ArrayList<>();
    private final List<Node> held = new ArrayList<>();
    private final Map<Value, Value> params = new LinkedHashMap<>();
    private final Map<Value, Value> inside = new HashMap<>();
    private final List<Rule> rules = new ArrayList<>();

    Group(Unit unit) {
      this.unit = unit;
      unit.members.forEach(m -> copy(m, v -> operand(m, v)));
    }

    boolean isWorthwhile() {
      return ops.stream().filter(o -> o.op() != CoreOp.CONST).count() > 1
          || ops.stream().anyMatch(Group::isNarrowProduct);
    }

    /// Tensor engines make `f32` of all of a narrow operand before they multiply.
    private static boolean isNarrowProduct(Operation o) {
      return Role.of(o.op()) == Role.CONTRACTION
          && o.operands().stream().anyMatch(Eligibility::isNarrow);
    }

    List<Operation> taken() {
      return held.stream().filter(n -> n.unit != unit).map(n -> n.operation).toList();
    }

    Operation fused() {
      rules.forEach(joins::count);
      List<Value> results = new ArrayList<>();
      for (Node member : unit.members) {
        if (member.isUsedOutside(unit)) {
          results.addAll(member.operation.results());
        }
      }
      List<Value> yielded = results.stream().map(inside::get).toList();
      Operation last = unit.members.getLast().operation;
      ops.add(
          new Operation(CoreOp.YIELD, yielded, Attributes.NONE, List.of(), List.of(), last.span()));
      return new Operation(
          FusedOp.FUSED,
          List.copyOf(params.keySet()),
          Attributes.of("kind", Attribute.of(kind().text())),
          List.of(new Region(List.copyOf(params.values()), ops)),
          results,
          last.span());
    }

    private FusedOp.Kind kind() {
      return Objects.requireNonNull(unit.kind);
    }

    /// What an operand of a member is in the body.
    private Value operand(Node member, Value value) {
      Value known = inside.get(value);
      Node maker = block.maker(value);
      if (known != null || maker == null || maker.unit == unit) {
        return known != null ? known : param(value);
      }
      List<Node> views = folding.views(member, maker);
      if (!views.isEmpty()) {
        return through(member, views);
      }
      if (folding.isConstant(maker) && member.role == Role.ELEMENT) {
        rules.add(Rule.CONSTANT);
        return constant(maker);
      }
      if (folding.isAgain(maker)) {
        rules.add(Rule.DUPLICATE);
        return copy(maker, v -> operand(maker, v));
      }
      return param(value);
    }

    private Value through(Node member, List<Node> views) {
      Node first = views.getLast();
      Value base = operand(member, first.operation.operand(0));
      for (Node view : views.reversed()) {
        Value from = base;
        Value known = inside.get(view.result());
        base = known != null ? known : copy(view, v -> from);
        rules.add(Folding.isWidening(view) ? Rule.FOLDED_CAST : Rule.FOLDED_VIEW);
      }
      return base;
    }

    private Value constant(Node source) {
      return copy(
          source,
          v -> {
            Value known = inside.get(v);
            return known != null ? known : constant(maker(v));
          });
    }

    private Node maker(Value value) {
      return Objects.requireNonNull(block.maker(value));
    }

    private Value param(Value value) {
      return params.computeIfAbsent(value, v -> value(v.type()));
    }

    private Value copy(Node node, Function<Value, Value> operands) {
      Operation o = node.operation;
      List<Value> from = o.operands().stream().map(operands).toList();
      List<Value> results = o.results().stream().map(v -> value(v.type())).toList();
      for (int i = 0; i < results.size(); i++) {
        inside.put(o.results().get(i), results.get(i));
      }
      ops.add(new Operation(o.op(), from, o.attributes(), List.of(), results, o.span()));
      held.add(node);
      return results.getFirst();
    }

    private Value value(Type type) {
      return new Value(fresh.getAsInt(), type);
    }
  }
}
