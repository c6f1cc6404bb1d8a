package org.tosc.passes.canonical;

import org.jspecify.annotations.Nullable;
import org.tosc.passes.analysis.Definitions;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Value;

/// Questions about constants, and about tensors that hold one number everywhere.
final class Known {
  private Known() {}

  static boolean isConstant(Definitions m, Value v) {
    Operation made = m.of(v);
    boolean given = made != null && (made.op() == CoreOp.CONST || made.op() == TensorOp.LITERAL);
    return given || uniform(m, v) != null;
  }

  /// Whether an integer or float is this number; of floats also in its sign.
  static boolean is(Definitions m, Value v, double number) {
    return is(m.constant(v), number);
  }

  /// Whether a tensor holds this number everywhere.
  static boolean isAll(Definitions m, Value v, double number) {
    Scalar element = ((TensorType) v.type()).element();
    boolean signed = !isNegativeZero(number) || element.isFloat();
    return signed && element.kind() != Scalar.Kind.BLOCK && is(uniform(m, v), number);
  }

  static boolean isAllTrue(Definitions m, Value v) {
    return uniform(m, v) instanceof Attribute.Bool(boolean value) && value;
  }

  static boolean isAllFalse(Definitions m, Value v) {
    return uniform(m, v) instanceof Attribute.Bool(boolean value) && !value;
  }

  /// `1 / d` of a float that is a power of two, with room to both ends of binary32; 1 and -1 are
  /// none.
  static @Nullable Double inverseOfPower(@Nullable Attribute constant) {
    if (!(constant instanceof Attribute.Real(double d))) {
      return null;
    }
    int exponent = Math.getExponent(d);
    boolean power = Math.abs(d) == Math.scalb(1.0, exponent) && Math.abs(exponent) <= 120;
    return power && exponent != 0 ? 1 / d : null;
  }

  static boolean isFloat(Value v) {
    return v.type() instanceof Scalar s && s.isFloat();
  }

  static boolean isInteger(Value v) {
    return v.type() instanceof Scalar s && s.isInteger();
  }

  /// The number that a tensor holds everywhere, where its operation says so.
  private static @Nullable Attribute uniform(Definitions m, Value v) {
    Operation made = m.of(v);
    if (made == null) {
      return null;
    }
    if (made.op() == TensorOp.BROADCAST || made.op() == TensorOp.RESHAPE) {
      Operation inner = m.of(made.operand(0));
      made = inner == null ? made : inner;
    }
    if (made.op() == TensorOp.SPLAT || (made.op() == TensorOp.FULL && !made.operands().isEmpty())) {
      return m.constant(made.operand(0));
    }
    return made.op() == TensorOp.FULL ? made.attributes().get("value") : null;
  }

  private static boolean is(@Nullable Attribute constant, double number) {
    return switch (constant) {
      case Attribute.Int(long value) -> value == number && !isNegativeZero(number);
      case Attribute.Real(double value) ->
          Double.doubleToLongBits(value) == Double.doubleToLongBits(number);
      case null -> false;
      case Attribute.Bool _,
          Attribute.Str _,
          Attribute.Symbol _,
          Attribute.OfType _,
          Attribute.Array _,
          Attribute.OfMap _,
          Attribute.Nil _,
          Attribute.Missing _ ->
          false;
    };
  }

  private static boolean isNegativeZero(double x) {
    return x == 0 && Double.doubleToLongBits(x) != 0;
  }
}
