package org.tosc.passes.canonical;

import static org.tosc.tir.ir.CoreOp.*;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.passes.rewrite.Match;
import org.tosc.passes.rewrite.Rule;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.Op;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Value;

/// Control whose way is known, and parts of what was just put together.
final class ControlRules {
  private ControlRules() {}

  /// What the rules start from.
  static Set<? extends Op> starts() {
    return EnumSet.of(IF, LOOP, TRY, FINALLY, ITEM, ELEMENT);
  }

  /// What the rules start from.
  static Set<? extends Op> boxStarts() {
    return EnumSet.of(HostOp.BOX, HostOp.UNBOX);
  }

  static List<Rule> rules() {
    return List.of(
        Rule.of("if with constant condition", IF, ControlRules::decided),
        Rule.of("if that does nothing", IF, ControlRules::nothing),
        Rule.of("loop that never runs", LOOP, ControlRules::neverRuns),
        Rule.of("try of nothing", TRY, (o, m) -> isEmpty(o.region(0)) ? m.values() : null),
        Rule.of("finally of nothing", FINALLY, ControlRules::noCleanup),
        Rule.of("item of tuple", ITEM, ControlRules::itemOfTuple),
        Rule.of("item of with", ITEM, ControlRules::itemOfWith),
        Rule.of("element of array", ELEMENT, ControlRules::elementOfArray));
  }

  static List<Rule> boxRules() {
    return List.of(
        Rule.of("box of unbox", HostOp.BOX, (o, m) -> undone(o, m, HostOp.UNBOX)),
        Rule.of("unbox of box", HostOp.UNBOX, (o, m) -> undone(o, m, HostOp.BOX)));
  }

  private static @Nullable List<Value> decided(Operation o, Match m) {
    return m.constant(o.operand(0)) instanceof Attribute.Bool(boolean holds)
        ? m.splice(o.region(holds ? 0 : 1))
        : null;
  }

  private static @Nullable List<Value> nothing(Operation o, Match m) {
    return o.results().isEmpty() && isEmpty(o.region(0)) && isEmpty(o.region(1))
        ? m.values()
        : null;
  }

  /// Whether a region only yields.
  private static boolean isEmpty(Region region) {
    return region.ops().size() == 1 && region.terminator().op() == YIELD;
  }

  /// The condition is computed once, and is false.
  private static @Nullable List<Value> neverRuns(Operation o, Match m) {
    Region condition = o.region(0);
    Value holds = condition.terminator().operand(0);
    boolean never =
        condition.ops().stream()
            .anyMatch(
                c ->
                    c.op() == CONST
                        && c.result().equals(holds)
                        && Attribute.of(false).equals(c.attributes().get("value")));
    return never && m.splice(condition) != null ? m.values() : null;
  }

  private static @Nullable List<Value> noCleanup(Operation o, Match m) {
    return isEmpty(o.region(1)) ? m.splice(o.region(0)) : null;
  }

  private static @Nullable List<Value> itemOfTuple(Operation o, Match m) {
    Operation tuple = m.of(o.operand(0), TUPLE);
    return tuple == null ? null : m.values(tuple.operand((int) o.attributes().integer("index")));
  }

  private static @Nullable List<Value> itemOfWith(Operation o, Match m) {
    Operation with = m.of(o.operand(0), WITH);
    if (with == null) {
      return null;
    }
    return with.attributes().integer("index") == o.attributes().integer("index")
        ? m.values(with.operand(1))
        : m.make(ITEM, o.attributes(), List.of(with.operand(0))).results();
  }

  private static @Nullable List<Value> elementOfArray(Operation o, Match m) {
    Operation array = m.of(o.operand(0), ARRAY);
    return array != null
            && m.constant(o.operand(1)) instanceof Attribute.Int(long i)
            && i >= 0
            && i < array.operands().size()
        ? m.values(array.operand((int) i))
        : null;
  }

  private static @Nullable List<Value> undone(Operation o, Match m, HostOp before) {
    Operation made = m.of(o.operand(0), before);
    return made == null ? null : m.instead(o, made.operand(0));
  }
}
