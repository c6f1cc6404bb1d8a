package org.tosc.backends.machines.mlir.exec;

import java.util.function.LongBinaryOperator;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.mlir.ir.Attribute;
import org.tosc.backends.machines.mlir.ir.Operation;

/// When the result of an operation on two integers is poison.
final class PoisonRules {
  private PoisonRules() {}

  /// What gives 1 for operands whose result is poison; null if none are.
  static @Nullable LongBinaryOperator of(Operation op, int width) {
    return switch (op.name()) {
      case "arith.shli", "arith.shrui", "arith.shrsi" ->
          (a, b) -> Long.compareUnsigned(b, width) >= 0 ? 1 : 0;
      case "arith.addi", "arith.subi", "arith.muli" -> overflow(op, width);
      default -> null;
    };
  }

  private static @Nullable LongBinaryOperator overflow(Operation op, int width) {
    String flags =
        op.attribute("overflowFlags") instanceof Attribute.Dialect(var n, String body, var t)
                && body != null
            ? body
            : "";
    boolean isSigned = flags.contains("nsw");
    boolean isUnsigned = flags.contains("nuw");
    if (!isSigned && !isUnsigned) {
      return null;
    }
    return (a, b) -> {
      boolean isOver = isSigned && overflowsSigned(op.name(), a, b, width);
      return isOver || (isUnsigned && overflowsUnsigned(op.name(), a, b, width)) ? 1 : 0;
    };
  }

  private static boolean overflowsSigned(String name, long a, long b, int width) {
    long left = IntMeaning.signed(a, width);
    long right = IntMeaning.signed(b, width);
    long low =
        switch (name) {
          case "arith.addi" -> left + right;
          case "arith.subi" -> left - right;
          default -> left * right;
        };
    if (width < 64) {
      boolean isTooLong = name.equals("arith.muli") && Math.multiplyHigh(left, right) != low >> 63;
      return isTooLong || IntMeaning.signed(low, width) != low;
    }
    return switch (name) {
      case "arith.addi" -> ((left ^ low) & (right ^ low)) < 0;
      case "arith.subi" -> ((left ^ right) & (left ^ low)) < 0;
      default -> Math.multiplyHigh(left, right) != low >> 63;
    };
  }

  private static boolean overflowsUnsigned(String name, long a, long b, int width) {
    long mask = IntMeaning.mask(width);
    return switch (name) {
      case "arith.addi" -> Long.compareUnsigned((a + b) & mask, a) < 0;
      case "arith.subi" -> Long.compareUnsigned(a, b) < 0;
      default -> Math.unsignedMultiplyHigh(a, b) != 0 || (a * b & ~mask) != 0;
    };
  }
}
