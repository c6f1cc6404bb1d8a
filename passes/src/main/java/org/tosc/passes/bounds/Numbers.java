package org.tosc.passes.bounds;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TupleType;
import org.tosc.tir.ir.Type;

/// What arithmetic says of its results. Operations that do not fit into their type raise, so what
/// has a result is exact and may be reasoned about as whole numbers are; `wrapping_*` are not.
final class Numbers {
  private final Facts facts;
  private final Map<List<Object>, Unknown> made = new HashMap<>();
  private int next;

  Numbers(Facts facts) {
    this.facts = facts;
  }

  Unknown unknown() {
    return new Unknown(next++);
  }

  /// Any value of a type.
  Known any(Type type) {
    return switch (type) {
      case Scalar s when s == Scalar.I1 -> new Known.Truth(Formula.OPEN);
      case Scalar s when s.isInteger() -> new Known.Whole(Linear.of(within(s)));
      case BufferType buffer -> new Known.Memory(extents(buffer));
      case TupleType tuple -> new Known.Several(tuple.items().stream().map(this::any).toList());
      case Type other -> Known.NOTHING;
    };
  }

  private List<Linear> extents(BufferType buffer) {
    List<Linear> extents = new ArrayList<>();
    for (Dim dim : buffer.shape()) {
      extents.add(
          dim instanceof Dim.Known(long size, var _) ? Linear.of(size) : Linear.of(natural()));
    }
    return extents;
  }

  /// An unknown that is not negative.
  Unknown natural() {
    Unknown unknown = unknown();
    unknown.rule(Linear.of(unknown), null);
    return unknown;
  }

  /// Any number of an integer type.
  Unknown within(Scalar type) {
    Unknown unknown = unknown();
    Linear x = Linear.of(unknown);
    boolean signed = type.kind() == Scalar.Kind.INT;
    int bits = (int) type.bits();
    if (!signed) {
      unknown.rule(x, null);
    }
    if (bits < 64) {
      long most = (1L << (signed ? bits - 1 : bits)) - 1;
      unknown.rule(Linear.of(most).minus(x), null);
      if (signed) {
        unknown.rule(x.plus(most + 1), null);
      }
    }
    return unknown;
  }

  // Arithmetic.

  /// The result of an operation on two integers, or null where nothing is known of it.
  @Nullable Linear of(CoreOp op, Linear a, Linear b) {
    try {
      return exact(op, a, b);
    } catch (ArithmeticException tooLarge) {
      return null;
    }
  }

  private @Nullable Linear exact(CoreOp op, Linear a, Linear b) {
    if (op == CoreOp.ADD) {
      return a.plus(b);
    }
    if (op == CoreOp.SUB) {
      return a.minus(b);
    }
    if (op == CoreOp.MUL) {
      return b.isConstant()
          ? a.times(b.constant())
          : a.isConstant() ? b.times(a.constant()) : product(a, b);
    }
    if (op == CoreOp.MIN || op == CoreOp.MAX) {
      return extreme(a, b, op == CoreOp.MIN);
    }
    boolean positive = b.isConstant() && b.constant() > 0;
    if (positive && (op == CoreOp.QUOT || op == CoreOp.REM)) {
      Linear quotient = towardsZero(a, b.constant());
      return op == CoreOp.QUOT ? quotient : a.plus(quotient, -b.constant());
    }
    if (positive && (op == CoreOp.FLOORDIV || op == CoreOp.MOD)) {
      Linear quotient = down(a, b.constant());
      return op == CoreOp.FLOORDIV ? quotient : a.plus(quotient, -b.constant());
    }
    boolean shift = b.isConstant() && b.constant() >= 0 && b.constant() < 62;
    if (shift && op == CoreOp.SHL) {
      return a.times(1L << b.constant());
    }
    if (shift && op == CoreOp.SHR) {
      return down(a, 1L << b.constant());
    }
    return op == CoreOp.AND ? masked(a, b) : null;
  }

  /// The same operation on the same numbers gives the same unknown. What is said of it here must
  /// hold on every way.
  private Unknown once(String what, Linear a, Linear b) {
    return made.computeIfAbsent(List.of(what, a, b), key -> unknown());
  }

  private Linear product(Linear a, Linear b) {
    Unknown x =
        once("product", a.hashCode() <= b.hashCode() ? a : b, a.hashCode() <= b.hashCode() ? b : a);
    Linear product = Linear.of(x);
    if (facts.proves(a) && facts.proves(b)) {
      facts.learn(product, null);
    }
    return product;
  }

  private Linear extreme(Linear a, Linear b, boolean least) {
    Linear difference = a.minus(b);
    if (difference.isConstant()) {
      return (difference.constant() <= 0) == least ? a : b;
    }
    Unknown x = once(least ? "min" : "max", a, b);
    if (x.choices().isEmpty()) {
      int sign = least ? 1 : -1;
      x.rule(a.plus(Linear.of(x), -1).times(sign), null);
      x.rule(b.plus(Linear.of(x), -1).times(sign), null);
      Formula aIsLess = new Formula.Least(b.minus(a));
      x.choose(
          List.of(new Unknown.Choice(a, aIsLess, least), new Unknown.Choice(b, aIsLess, !least)));
    }
    return Linear.of(x);
  }

  /// `⌊a / n⌋`.
  private Linear down(Linear a, long n) {
    if (a.isConstant()) {
      return Linear.of(Math.floorDiv(a.constant(), n));
    }
    Unknown x = once("down", a, Linear.of(n));
    Linear q = Linear.of(x);
    if (x.rules().isEmpty()) {
      x.rule(a.plus(q, -n), null);
      x.rule(q.times(n).plus(n - 1).minus(a), null);
    }
    return q;
  }

  /// `a / n` without what stands behind the point: the sign of `a` decides to which side.
  private Linear towardsZero(Linear a, long n) {
    if (a.isConstant()) {
      return Linear.of(a.constant() / n);
    }
    Unknown x = once("towards zero", a, Linear.of(n));
    Linear q = Linear.of(x);
    if (x.rules().isEmpty()) {
      x.rule(a.plus(q, -n).plus(n - 1), null);
      x.rule(q.times(n).plus(n - 1).minus(a), null);
      Formula positive = new Formula.Least(a);
      x.choose(
          List.of(
              new Unknown.Choice(down(a, n), positive, true),
              new Unknown.Choice(down(a.times(-1), n).times(-1), positive, false)));
    }
    if (facts.proves(a)) {
      facts.learn(a.plus(q, -n), null);
      facts.learn(q, null);
    } else if (facts.proves(a.times(-1))) {
      facts.learn(q.times(n).minus(a), null);
      facts.learn(q.times(-1), null);
    }
    return q;
  }

  /// `a & b`: with a mask that is not negative the result is not negative and not above the mask.
  private @Nullable Linear masked(Linear a, Linear b) {
    Linear mask = b.isConstant() ? b : a;
    if (!mask.isConstant() || mask.constant() < 0) {
      return null;
    }
    Unknown x = natural();
    x.rule(mask.minus(Linear.of(x)), null);
    return Linear.of(x);
  }

  /// What a comparison says.
  static Formula compared(CoreOp op, Linear a, Linear b) {
    try {
      if (op == CoreOp.LT) {
        return new Formula.Least(b.minus(a).plus(-1));
      }
      if (op == CoreOp.LE) {
        return new Formula.Least(b.minus(a));
      }
      if (op == CoreOp.GT) {
        return new Formula.Least(a.minus(b).plus(-1));
      }
      if (op == CoreOp.GE) {
        return new Formula.Least(a.minus(b));
      }
      if (op == CoreOp.EQ) {
        return Formula.equal(a, b);
      }
      return op == CoreOp.NE ? new Formula.Not(Formula.equal(a, b)) : Formula.OPEN;
    } catch (ArithmeticException tooLarge) {
      return Formula.OPEN;
    }
  }

  Linear absolute(Linear a) {
    Unknown x = natural();
    Linear size = Linear.of(x);
    x.rule(size.minus(a), null);
    x.rule(size.plus(a), null);
    Formula positive = new Formula.Least(a);
    x.choose(
        List.of(
            new Unknown.Choice(a, positive, true),
            new Unknown.Choice(a.times(-1), positive, false)));
    return size;
  }

  // Ways that join.

  /// What `a` and `b` have in common, where `a` comes in if a condition holds and otherwise `b`.
  Known join(Known a, Known b, Formula condition, Type type) {
    if (a.equals(b)) {
      return a;
    }
    if (a instanceof Known.Whole(Linear x) && b instanceof Known.Whole(Linear y)) {
      Unknown either = within((Scalar) type);
      either.choose(
          List.of(new Unknown.Choice(x, condition, true), new Unknown.Choice(y, condition, false)));
      return new Known.Whole(Linear.of(either));
    }
    if (a instanceof Known.Truth(Formula x) && b instanceof Known.Truth(Formula y)) {
      return new Known.Truth(Formula.either(condition, x, y));
    }
    return any(type);
  }
}
