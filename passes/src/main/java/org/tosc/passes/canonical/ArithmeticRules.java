package org.tosc.passes.canonical;

import static org.tosc.tir.ir.CoreOp.*;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.passes.analysis.Exact;
import org.tosc.passes.rewrite.Match;
import org.tosc.passes.rewrite.Rule;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Op;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;
import org.tosc.tir.ir.VectorType;

/// Arithmetic of scalars: identities that hold for every operand, NaN, infinities and -0 included.
///
/// Not here: `x + 0.0` (it makes 0 of -0), `x * 0.0` and `x - x` of floats (NaN), and exchanged
/// operands of integer sums and products, whose error message shows them in their order.
final class ArithmeticRules {
  private static final Set<CoreOp> COMMUTING =
      EnumSet.of(ADD, MUL, MIN, MAX, WRAPPING_ADD, WRAPPING_MUL, AND, OR, XOR, EQ, NE);

  private ArithmeticRules() {}

  /// What the rules start from.
  static Set<? extends Op> starts() {
    return EnumSet.range(ADD, CAST);
  }

  static List<Rule> rules() {
    return onScalars(all());
  }

  private static List<Rule> all() {
    return List.of(
        Rule.of("constant operand last", COMMUTING, ArithmeticRules::constantLast),
        Rule.of("plus zero", EnumSet.of(ADD, WRAPPING_ADD), ArithmeticRules::plusZero),
        Rule.of("minus zero", EnumSet.of(SUB, WRAPPING_SUB), (o, m) -> left(o, m, 0)),
        Rule.of("times one", EnumSet.of(MUL, WRAPPING_MUL, DIV), (o, m) -> left(o, m, 1)),
        Rule.of("whole part by one", EnumSet.of(FLOORDIV, QUOT), ArithmeticRules::byOne),
        Rule.of("power of one", POW, (o, m) -> left(o, m, 1)),
        Rule.of("shift by zero", EnumSet.of(SHL, SHR), (o, m) -> left(o, m, 0)),
        Rule.of("bits with zero", EnumSet.of(OR, XOR), (o, m) -> left(o, m, 0)),
        Rule.of("times zero", EnumSet.of(MUL, WRAPPING_MUL, AND), ArithmeticRules::timesZero),
        Rule.of("minus itself", EnumSet.of(SUB, WRAPPING_SUB, XOR), ArithmeticRules::minusItself),
        Rule.of("one operand twice", EnumSet.of(MIN, MAX, AND, OR), ArithmeticRules::twice),
        Rule.of("division by a power of two", DIV, ArithmeticRules::powerOfTwo),
        Rule.of("neg of neg", NEG, (o, m) -> inner(o, m, NEG)),
        Rule.of("abs of neg", ABS, ArithmeticRules::magnitude),
        Rule.of("rounded twice", EnumSet.of(FLOOR, CEIL, ABS), ArithmeticRules::again),
        Rule.of("cast to its own type", CAST, (o, m) -> m.instead(o, o.operand(0))),
        Rule.of("cast of exact cast", CAST, ArithmeticRules::castChain));
  }

  /// The rules, but for vectors, which come from lowering and are in their form already.
  static List<Rule> onScalars(List<Rule> rules) {
    return rules.stream()
        .map(
            rule ->
                Rule.of(
                    rule.name(),
                    rule.from(),
                    (o, m) -> hasVector(o) ? null : rule.body().replace(o, m)))
        .toList();
  }

  private static boolean hasVector(Operation o) {
    return o.operands().stream().anyMatch(v -> v.type() instanceof VectorType);
  }

  /// Constants stand on the right. Sums and products of integers show their operands in the message
  /// of an overflow, so they keep their order.
  private static @Nullable List<Value> constantLast(Operation o, Match m) {
    boolean shows = (o.op() == ADD || o.op() == MUL) && Known.isInteger(o.operand(0));
    boolean swaps = !shows && m.constant(o.operand(0)) != null && m.constant(o.operand(1)) == null;
    return swaps ? m.again(o, o.operands().reversed()) : null;
  }

  /// What leaves everything as it is when added is -0 for floats.
  private static @Nullable List<Value> plusZero(Operation o, Match m) {
    return left(o, m, Known.isFloat(o.operand(0)) ? -0.0 : 0);
  }

  private static @Nullable List<Value> byOne(Operation o, Match m) {
    return Known.isInteger(o.operand(0)) ? left(o, m, 1) : null;
  }

  /// The left operand, where the right one is this number.
  private static @Nullable List<Value> left(Operation o, Match m, double neutral) {
    return Known.is(m, o.operand(1), neutral) ? m.values(o.operand(0)) : null;
  }

  private static @Nullable List<Value> timesZero(Operation o, Match m) {
    boolean zero = Known.isInteger(o.operand(0)) && Known.is(m, o.operand(1), 0);
    return zero ? m.values(o.operand(1)) : null;
  }

  private static @Nullable List<Value> minusItself(Operation o, Match m) {
    return isTwice(o) && Known.isInteger(o.operand(0))
        ? m.values(m.constant(o.result().type(), Attribute.of(0L)))
        : null;
  }

  private static @Nullable List<Value> twice(Operation o, Match m) {
    return isTwice(o) ? m.values(o.operand(0)) : null;
  }

  static boolean isTwice(Operation o) {
    return o.operand(0).equals(o.operand(1));
  }

  /// `x / 8` is `x · 0.125`: both round the same exact number, once.
  private static @Nullable List<Value> powerOfTwo(Operation o, Match m) {
    boolean wide = o.result().type() == Scalar.F32 || o.result().type() == Scalar.F64;
    Double inverse = wide ? Known.inverseOfPower(m.constant(o.operand(1))) : null;
    return inverse == null
        ? null
        : m.make(MUL, o.operand(0), m.constant(o.result().type(), Attribute.of(inverse))).results();
  }

  /// What an operation of the same kind is of.
  private static @Nullable List<Value> inner(Operation o, Match m, CoreOp op) {
    Operation made = m.of(o.operand(0), op);
    return made == null ? null : m.values(made.operand(0));
  }

  private static @Nullable List<Value> magnitude(Operation o, Match m) {
    Operation negated = m.of(o.operand(0), NEG);
    return negated == null || !Known.isFloat(o.operand(0))
        ? null
        : m.make(ABS, negated.operand(0)).results();
  }

  /// What is whole, or not negative, already.
  private static @Nullable List<Value> again(Operation o, Match m) {
    Operation before = m.of(o.operand(0));
    boolean whole = before != null && (before.op() == FLOOR || before.op() == CEIL);
    boolean same = before != null && before.op() == o.op();
    return same || (whole && o.op() != ABS) ? m.values(o.operand(0)) : null;
  }

  private static @Nullable List<Value> castChain(Operation o, Match m) {
    Operation before = m.of(o.operand(0), CAST);
    if (before == null) {
      return null;
    }
    Value from = before.operand(0);
    boolean exact =
        Exact.isExact((Scalar) from.type(), (Scalar) o.operand(0).type())
            && o.result().type() != Scalar.U64
            && !(Known.isInteger(from)
                && Known.isFloat(o.operand(0))
                && !Known.isFloat(o.result()));
    return exact
        ? m.makeOf(CAST, List.of(o.result().type()), Attributes.NONE, List.of(from)).results()
        : null;
  }
}
