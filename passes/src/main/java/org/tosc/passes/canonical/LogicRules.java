package org.tosc.passes.canonical;

import static org.tosc.tir.ir.CoreOp.*;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.passes.rewrite.Match;
import org.tosc.passes.rewrite.Rule;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Op;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;

/// Truths, comparisons and choices of scalars.
final class LogicRules {
  private LogicRules() {}

  /// What the rules start from.
  static Set<? extends Op> starts() {
    return EnumSet.of(AND, OR, NOT, EQ, NE, LT, LE, GT, GE, SELECT);
  }

  static List<Rule> rules() {
    return ArithmeticRules.onScalars(all());
  }

  private static List<Rule> all() {
    return List.of(
        Rule.of("and true", AND, (o, m) -> where(o, m, true, o.operand(0))),
        Rule.of("and false", AND, (o, m) -> where(o, m, false, o.operand(1))),
        Rule.of("or false", OR, (o, m) -> where(o, m, false, o.operand(0))),
        Rule.of("or true", OR, (o, m) -> where(o, m, true, o.operand(1))),
        Rule.of("not of not", NOT, LogicRules::notNot),
        Rule.of("not of comparison", NOT, LogicRules::opposite),
        Rule.of("compared with itself", EnumSet.range(EQ, GE), LogicRules::withItself),
        Rule.of("equal to a truth", EnumSet.of(EQ, NE), LogicRules::equalToTruth),
        Rule.of("select of one value", SELECT, LogicRules::oneValue),
        Rule.of("select with constant condition", SELECT, LogicRules::selected),
        Rule.of("select of not", SELECT, LogicRules::selectNot),
        Rule.of("select of truths", SELECT, LogicRules::selectTruths));
  }

  private static @Nullable List<Value> where(Operation o, Match m, boolean truth, Value gives) {
    return m.constant(o.operand(1)) instanceof Attribute.Bool(boolean value) && value == truth
        ? m.values(gives)
        : null;
  }

  private static @Nullable List<Value> notNot(Operation o, Match m) {
    Operation before = m.of(o.operand(0), NOT);
    return before == null ? null : m.values(before.operand(0));
  }

  /// Of floats only `eq` and `ne` are opposites: every order is false for NaN.
  private static @Nullable List<Value> opposite(Operation o, Match m) {
    Operation compared = m.of(o.operand(0));
    CoreOp other = compared == null ? null : opposites().get(compared.op());
    if (compared == null || other == null) {
      return null;
    }
    boolean exists = other == EQ || other == NE || !Known.isFloat(compared.operand(0));
    return exists ? m.make(other, compared.operand(0), compared.operand(1)).results() : null;
  }

  private static Map<CoreOp, CoreOp> opposites() {
    return new EnumMap<>(Map.of(EQ, NE, NE, EQ, LT, GE, GE, LT, GT, LE, LE, GT));
  }

  private static @Nullable List<Value> withItself(Operation o, Match m) {
    if (!ArithmeticRules.isTwice(o) || Known.isFloat(o.operand(0))) {
      return null;
    }
    boolean holds = o.op() == EQ || o.op() == LE || o.op() == GE;
    return m.values(m.constant(Scalar.I1, Attribute.of(holds)));
  }

  /// `x == true` is `x`, `x == false` is `not x`.
  private static @Nullable List<Value> equalToTruth(Operation o, Match m) {
    if (!(m.constant(o.operand(1)) instanceof Attribute.Bool(boolean truth))) {
      return null;
    }
    return truth == (o.op() == EQ) ? m.values(o.operand(0)) : m.make(NOT, o.operand(0)).results();
  }

  private static @Nullable List<Value> oneValue(Operation o, Match m) {
    return o.operand(1).equals(o.operand(2)) ? m.values(o.operand(1)) : null;
  }

  private static @Nullable List<Value> selected(Operation o, Match m) {
    return m.constant(o.operand(0)) instanceof Attribute.Bool(boolean holds)
        ? m.values(o.operand(holds ? 1 : 2))
        : null;
  }

  private static @Nullable List<Value> selectNot(Operation o, Match m) {
    Operation not = m.of(o.operand(0), NOT);
    return not == null
        ? null
        : m.make(SELECT, not.operand(0), o.operand(2), o.operand(1)).results();
  }

  private static @Nullable List<Value> selectTruths(Operation o, Match m) {
    boolean holds = m.constant(o.operand(1)) instanceof Attribute.Bool(boolean a) && a;
    boolean fails = m.constant(o.operand(2)) instanceof Attribute.Bool(boolean b) && !b;
    return holds && fails ? m.values(o.operand(0)) : null;
  }
}
