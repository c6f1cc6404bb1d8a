package org.tosc.backends.machines.gpu.triton;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.gpu.triton.Value.Real;
import org.tosc.backends.machines.gpu.triton.Value.Truth;
import org.tosc.backends.machines.gpu.triton.Value.Whole;

/// Operators on numbers that are known when Triton compiles: as Python has them.
final class Constants {
  private Constants() {}

  /// The result; null where an operand is no such number.
  static @Nullable Value binary(Operators operators, String operator, Value a, Value b) {
    if (a instanceof Value.Tuple(var left)
        && b instanceof Value.Tuple(var right)
        && "+".equals(operator)) {
      List<Value> all = new ArrayList<>(left);
      all.addAll(right);
      return new Value.Tuple(all);
    }
    if (!Operators.isNumber(a) || !Operators.isNumber(b)) {
      return null;
    }
    try {
      boolean isWhole = !(a instanceof Real) && !(b instanceof Real);
      return isWhole && !"/".equals(operator)
          ? wholes(
              operators, operator, whole(a), whole(b), a instanceof Truth && b instanceof Truth)
          : reals(operators, operator, real(a), real(b));
    } catch (ArithmeticException tooLarge) {
      throw operators.fault("the result of `" + operator + "` does not fit in 64 bits");
    }
  }

  private static Value wholes(
      Operators operators, String operator, long a, long b, boolean areTruths) {
    if (b == 0 && ("//".equals(operator) || "%".equals(operator))) {
      throw operators.fault("`" + operator + "` by 0");
    }
    long value =
        switch (operator) {
          case "+" -> Math.addExact(a, b);
          case "-" -> Math.subtractExact(a, b);
          case "*" -> Math.multiplyExact(a, b);
          case "//" -> Math.floorDiv(a, b);
          case "%" -> Math.floorMod(a, b);
          case "&" -> a & b;
          case "|" -> a | b;
          case "^" -> a ^ b;
          case "<<" -> shifted(operators, a, b);
          case ">>" -> a >> Math.clamp(b, 0, Long.SIZE - 1);
          case "**" -> power(operators, a, b);
          default -> throw operators.fault("`" + operator + "` is not defined on numbers");
        };
    boolean isTruth = areTruths && "&|^".contains(operator);
    return isTruth ? new Truth(value != 0) : new Whole(value);
  }

  private static long shifted(Operators operators, long a, long b) {
    if (b < 0 || b >= Long.SIZE || a << b >> b != a) {
      throw operators.fault("the result of `<<` does not fit in 64 bits");
    }
    return a << b;
  }

  private static long power(Operators operators, long a, long b) {
    if (b < 0) {
      throw operators.fault("a whole number to a negative power is none: write `1.0 / x ** n`");
    }
    long result = 1;
    for (long i = 0; i < b && result != 0; i++) {
      result = Math.multiplyExact(result, a);
      if (result == 1 && i > 1) {
        return a == 1 || (b & 1) == 0 ? 1 : a;
      }
    }
    return result;
  }

  private static Value reals(Operators operators, String operator, double a, double b) {
    if (b == 0 && ("/".equals(operator) || "//".equals(operator) || "%".equals(operator))) {
      throw operators.fault("`" + operator + "` by 0");
    }
    return new Real(
        switch (operator) {
          case "+" -> a + b;
          case "-" -> a - b;
          case "*" -> a * b;
          case "/" -> a / b;
          case "//" -> Math.floor(a / b);
          case "%" -> a - Math.floor(a / b) * b;
          case "**" -> StrictMath.pow(a, b);
          default -> throw operators.fault("`" + operator + "` takes whole numbers");
        });
  }

  /// Whether a relation holds; null where an operand is known by a program only.
  static @Nullable Value compare(String operator, Value a, Value b) {
    if (a instanceof Value.Tensor || b instanceof Value.Tensor) {
      boolean isIdentity = "is".equals(operator) || "is not".equals(operator);
      return isIdentity ? new Truth("is not".equals(operator)) : null;
    }
    if (Operators.isNumber(a) && Operators.isNumber(b)) {
      return new Truth(holds(operator, Double.compare(real(a), real(b))));
    }
    boolean isEqual = a.equals(b);
    return switch (operator) {
      case "==", "is" -> new Truth(isEqual);
      case "!=", "is not" -> new Truth(!isEqual);
      case "in" -> b instanceof Value.Tuple(var items) ? new Truth(items.contains(a)) : null;
      case "not in" -> b instanceof Value.Tuple(var items) ? new Truth(!items.contains(a)) : null;
      case String _ -> null;
    };
  }

  private static boolean holds(String operator, int order) {
    return switch (operator) {
      case "==", "is" -> order == 0;
      case "!=", "is not" -> order != 0;
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      case ">=" -> order >= 0;
      case String _ -> false;
    };
  }

  static @Nullable Value unary(String operator, Value a) {
    if ("not".equals(operator)) {
      Boolean truth = truth(a);
      return truth == null ? null : new Truth(!truth);
    }
    return switch (a) {
      case Real(double value) when !"~".equals(operator) ->
          new Real("-".equals(operator) ? -value : value);
      case Whole _, Truth _ ->
          new Whole(
              switch (operator) {
                case "-" -> -whole(a);
                case "~" -> ~whole(a);
                case String _ -> whole(a);
              });
      case Value _ -> null;
    };
  }

  /// Whether Python takes it for true; null for what a program computes.
  static @Nullable Boolean truth(Value value) {
    return switch (value) {
      case Value.Tensor _ -> null;
      case Truth(boolean truth) -> truth;
      case Whole(long whole) -> whole != 0;
      case Real(double real) -> real != 0;
      case Value.Text(String text) -> !text.isEmpty();
      case Value.Nothing _ -> false;
      case Value.Tuple(var items) -> !items.isEmpty();
      case Value.TypeName _,
          Value.Routine _,
          Value.Known _,
          Value.Method _,
          Value.Block _,
          Value.Steps _,
          Value.Array _,
          Value.Closure _,
          Value.Table _ ->
          true;
    };
  }

  static long whole(Value value) {
    return switch (value) {
      case Whole(long whole) -> whole;
      case Truth(boolean truth) -> truth ? 1 : 0;
      case Real(double real) -> (long) real;
      case Value other -> throw new IllegalArgumentException(other.describe());
    };
  }

  static double real(Value value) {
    return value instanceof Real(double real) ? real : whole(value);
  }
}
