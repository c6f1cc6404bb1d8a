package org.tosc.frontend.pseudocode.types;

import org.tosc.frontend.pseudocode.ast.BinaryOp;

/// The result types of operators on values that are no tensors.
public final class Arithmetic {
  private Arithmetic() {}

  /// The type of `a op b`; ANY where it depends on the values or raises.
  public static Ty of(BinaryOp op, Ty a, Ty b) {
    if (a instanceof Ty.Int x && b instanceof Ty.Int y) {
      return integers(op, x, y);
    }
    if (a.isNumber() && b.isNumber()) {
      return switch (op) {
        case ADD, SUB, MUL, DIV, MOD, FLOORDIV, POW -> Ty.FLOAT;
        case MATMUL, BIT_AND, BIT_OR, BIT_XOR, SHL, SHR -> Ty.ANY;
      };
    }
    if (op == BinaryOp.ADD && a instanceof Ty.Str && b instanceof Ty.Str) {
      return Ty.STR;
    }
    if (op == BinaryOp.ADD && a instanceof Ty.ListOf && b instanceof Ty.ListOf) {
      return Ty.LIST;
    }
    if (op == BinaryOp.MUL
        && b instanceof Ty.Int
        && (a instanceof Ty.Str || a instanceof Ty.ListOf)) {
      return a.widened();
    }
    return Ty.ANY;
  }

  private static Ty integers(BinaryOp op, Ty.Int a, Ty.Int b) {
    Long known = a.value() == null || b.value() == null ? null : constant(op, a.value(), b.value());
    return switch (op) {
      case DIV -> Ty.FLOAT;
      case POW -> b.value() == null ? Ty.ANY : b.value() >= 0 ? new Ty.Int(known) : Ty.FLOAT;
      case MATMUL -> Ty.ANY;
      case ADD, SUB, MUL, MOD, FLOORDIV, BIT_AND, BIT_OR, BIT_XOR, SHL, SHR -> new Ty.Int(known);
    };
  }

  /// The value of a constant integer expression, for shapes; null where it is not needed or raises.
  private static @org.jspecify.annotations.Nullable Long constant(BinaryOp op, long a, long b) {
    try {
      return switch (op) {
        case ADD -> Math.addExact(a, b);
        case SUB -> Math.subtractExact(a, b);
        case MUL -> Math.multiplyExact(a, b);
        case FLOORDIV -> b == 0 || b == -1 ? null : (Long) Math.floorDiv(a, b);
        case MOD -> b == 0 ? null : (Long) Math.floorMod(a, b);
        case POW -> power(a, b);
        case DIV, MATMUL, BIT_AND, BIT_OR, BIT_XOR, SHL, SHR -> null;
      };
    } catch (ArithmeticException overflow) {
      return null;
    }
  }

  private static @org.jspecify.annotations.Nullable Long power(long a, long b) {
    long result = 1;
    for (long i = 0; i < b; i++) {
      if (i > 64) {
        return null;
      }
      result = Math.multiplyExact(result, a);
    }
    return b < 0 ? null : (Long) result;
  }

  /// Whether an operator certainly refuses operands of these types.
  static boolean refuses(String op, Ty a, Ty b) {
    if (unknown(a) || unknown(b)) {
      return false;
    }
    boolean repeats =
        op.equals("*")
            && (a instanceof Ty.Int || b instanceof Ty.Int)
            && (sequence(a) || sequence(b));
    boolean instance =
        a instanceof Ty.InstanceOf || b instanceof Ty.InstanceOf || a == Ty.ERROR || b == Ty.ERROR;
    boolean numbers = a.isNumber() && b.isNumber();
    return !repeats && !instance && !numbers;
  }

  private static boolean sequence(Ty ty) {
    return ty instanceof Ty.Str || ty instanceof Ty.ListOf;
  }

  private static boolean unknown(Ty ty) {
    return ty == Ty.ANY
        || ty == Ty.NEVER
        || ty == Ty.UNSET
        || ty.isTensor()
        || ty instanceof Ty.Maybe;
  }
}
