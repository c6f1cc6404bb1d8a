package org.tosc.passes.canonical;

import static org.tosc.tir.ir.TensorOp.*;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.passes.analysis.Exact;
import org.tosc.passes.analysis.IntegerSums;
import org.tosc.passes.rewrite.Match;
import org.tosc.passes.rewrite.Rule;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Op;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Value;

/// Element by element: identities that hold for every element, and functions applied twice.
final class TensorRules {
  private static final Set<TensorOp> COMMUTING =
      EnumSet.of(ADD, MUL, MIN, MAX, AND, OR, XOR, EQ, NE);
  private static final Set<TensorOp> WHOLE = EnumSet.of(FLOOR, CEIL, ROUND);

  /// `f32` has all integers up to this one.
  private static final double F32_INTEGERS = 0x1p24;

  private TensorRules() {}

  /// What the rules start from.
  static Set<? extends Op> starts() {
    return EnumSet.of(
        ADD, SUB, MUL, DIV, MIN, MAX, AND, OR, XOR, EQ, NE, NEG, ABS, NOT, RELU, FLOOR, CEIL, ROUND,
        SIGN, CAST, WHERE, POW);
  }

  static List<Rule> rules() {
    return List.of(
        Rule.of("constant tensor last", COMMUTING, TensorRules::constantLast),
        Rule.of("tensor plus zero", ADD, TensorRules::plusZero),
        Rule.of("tensor minus zero", SUB, (o, m) -> left(o, m, 0)),
        Rule.of("tensor times one", EnumSet.of(MUL, DIV), (o, m) -> left(o, m, 1)),
        Rule.of("tensor to the power of one", POW, (o, m) -> left(o, m, 1)),
        Rule.of("tensor division by a power of two", DIV, TensorRules::powerOfTwo),
        Rule.of("one tensor twice", EnumSet.of(MIN, MAX, AND, OR), TensorRules::twice),
        Rule.of("tensor neg of neg", NEG, TensorRules::undone),
        Rule.of("tensor not of not", NOT, TensorRules::undone),
        Rule.of("function applied twice", EnumSet.of(ABS, RELU, SIGN), TensorRules::again),
        Rule.of("tensor rounded twice", WHOLE, TensorRules::wholeAgain),
        Rule.of("tensor abs of neg", ABS, TensorRules::magnitude),
        Rule.of("tensor cast to its own type", CAST, (o, m) -> m.instead(o, o.operand(0))),
        Rule.of("tensor cast of exact cast", CAST, TensorRules::castChain),
        Rule.of("product of small integers as f32", CAST, TensorRules::smallProduct),
        Rule.of("where of one tensor", WHERE, TensorRules::whereSame),
        Rule.of("where with constant condition", WHERE, TensorRules::whereKnown));
  }

  private static TensorType type(Value v) {
    return (TensorType) v.type();
  }

  private static boolean isFloat(Value v) {
    return type(v).element().isFloat();
  }

  private static @Nullable List<Value> constantLast(Operation o, Match m) {
    boolean swaps = Known.isConstant(m, o.operand(0)) && !Known.isConstant(m, o.operand(1));
    // The message about shapes that do not fit names them in their order.
    boolean fits = type(o.operand(0)).rank() == 0 || type(o.operand(1)).isStatic();
    return swaps && fits ? m.again(o, o.operands().reversed()) : null;
  }

  private static @Nullable List<Value> plusZero(Operation o, Match m) {
    return left(o, m, isFloat(o.operand(0)) ? -0.0 : 0);
  }

  private static @Nullable List<Value> left(Operation o, Match m, double neutral) {
    return Known.isAll(m, o.operand(1), neutral) ? m.instead(o, o.operand(0)) : null;
  }

  /// `x / 8` is `x · 0.125`: both round the same exact number, once.
  private static @Nullable List<Value> powerOfTwo(Operation o, Match m) {
    Operation splat = m.of(o.operand(1), SPLAT);
    Scalar element = type(o.result()).element();
    boolean wide = element == Scalar.F32 || element == Scalar.F64;
    if (splat == null || !wide || type(o.operand(1)).element() != element) {
      return null;
    }
    Double inverse = Known.inverseOfPower(m.constant(splat.operand(0)));
    Attributes typed = Attributes.of("dtype", new Attribute.OfType(element));
    return inverse == null
        ? null
        : m.make(
                MUL,
                o.operand(0),
                m.make(
                        SPLAT,
                        typed,
                        List.of(m.constant(splat.operand(0).type(), Attribute.of(inverse))))
                    .result())
            .results();
  }

  private static @Nullable List<Value> twice(Operation o, Match m) {
    return o.operand(0).equals(o.operand(1)) ? m.instead(o, o.operand(0)) : null;
  }

  private static @Nullable List<Value> undone(Operation o, Match m) {
    Operation before = m.of(o.operand(0), o.op());
    return before == null ? null : m.instead(o, before.operand(0));
  }

  private static @Nullable List<Value> again(Operation o, Match m) {
    return m.of(o.operand(0), o.op()) == null ? null : m.instead(o, o.operand(0));
  }

  private static @Nullable List<Value> wholeAgain(Operation o, Match m) {
    Operation before = m.of(o.operand(0));
    return before != null && before.op() instanceof TensorOp op && WHOLE.contains(op)
        ? m.instead(o, o.operand(0))
        : null;
  }

  private static @Nullable List<Value> magnitude(Operation o, Match m) {
    Operation negated = m.of(o.operand(0), NEG);
    return negated == null || !isFloat(o.operand(0))
        ? null
        : m.make(ABS, negated.operand(0)).results();
  }

  private static @Nullable List<Value> castChain(Operation o, Match m) {
    Operation before = m.of(o.operand(0), CAST);
    if (before == null) {
      return null;
    }
    boolean exact = Exact.isExact(type(before.operand(0)).element(), type(o.operand(0)).element());
    boolean throughFloat =
        type(before.operand(0)).element().isInteger()
            && isFloat(o.operand(0))
            && !isFloat(o.result());
    return exact && !throughFloat
        ? m.make(CAST, o.attributes(), List.of(before.operand(0))).results()
        : null;
  }

  /// `f32(a @ b)` is `f32(a) @ f32(b)`, if `f32` has every sum of the integers' products, whatever
  /// their order: with `i8`, up to 1024 terms. Kernels have such products, and no others of
  /// integers.
  private static @Nullable List<Value> smallProduct(Operation o, Match m) {
    Operation product = m.of(o.operand(0), MATMUL);
    if (product == null || type(o.result()).element() != Scalar.F32) {
      return null;
    }
    return IntegerSums.most(product) <= F32_INTEGERS
        ? m.make(
                MATMUL,
                m.make(CAST, o.attributes(), List.of(product.operand(0))).result(),
                m.make(CAST, o.attributes(), List.of(product.operand(1))).result())
            .results()
        : null;
  }

  private static @Nullable List<Value> whereSame(Operation o, Match m) {
    return o.operand(1).equals(o.operand(2)) && knowsShapes(o) ? m.instead(o, o.operand(1)) : null;
  }

  private static @Nullable List<Value> whereKnown(Operation o, Match m) {
    int chosen = Known.isAllTrue(m, o.operand(0)) ? 1 : Known.isAllFalse(m, o.operand(0)) ? 2 : 0;
    return chosen == 0 || !knowsShapes(o) ? null : m.instead(o, o.operand(chosen));
  }

  /// Whether no extent is unknown: two that are may differ, and then broadcast.
  private static boolean knowsShapes(Operation o) {
    return o.operands().stream()
        .flatMap(v -> type(v).shape().stream())
        .noneMatch(d -> d instanceof Dim.Unknown);
  }
}
