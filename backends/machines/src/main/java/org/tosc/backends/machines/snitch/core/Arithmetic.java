package org.tosc.backends.machines.snitch.core;

import org.tosc.backends.machines.snitch.isa.Behaviour.Alu;
import org.tosc.backends.machines.snitch.isa.Behaviour.Condition;
import org.tosc.backends.machines.snitch.isa.Behaviour.Product;

/// What the integer core computes (RISC-V unprivileged manual, chapters 2 and 13).
final class Arithmetic {
  private static final int LOW = 0x1F;

  private Arithmetic() {}

  static int alu(Alu operation, int a, int b) {
    return switch (operation) {
      case ADD -> a + b;
      case SUB -> a - b;
      case SLL -> a << (b & LOW);
      case SLT -> a < b ? 1 : 0;
      case SLTU -> Integer.compareUnsigned(a, b) < 0 ? 1 : 0;
      case XOR -> a ^ b;
      case SRL -> a >>> (b & LOW);
      case SRA -> a >> (b & LOW);
      case OR -> a | b;
      case AND -> a & b;
    };
  }

  static boolean holds(Condition condition, int a, int b) {
    return switch (condition) {
      case EQ -> a == b;
      case NE -> a != b;
      case LT -> a < b;
      case GE -> a >= b;
      case LTU -> Integer.compareUnsigned(a, b) < 0;
      case GEU -> Integer.compareUnsigned(a, b) >= 0;
    };
  }

  static int product(Product operation, int a, int b) {
    long unsignedB = Integer.toUnsignedLong(b);
    return switch (operation) {
      case MUL -> a * b;
      case MULH -> (int) (((long) a * b) >> Integer.SIZE);
      case MULHSU -> (int) ((a * unsignedB) >> Integer.SIZE);
      case MULHU -> (int) ((Integer.toUnsignedLong(a) * unsignedB) >>> Integer.SIZE);
      case DIV -> b == 0 ? -1 : a == Integer.MIN_VALUE && b == -1 ? a : a / b;
      case DIVU -> b == 0 ? -1 : Integer.divideUnsigned(a, b);
      case REM -> b == 0 ? a : a == Integer.MIN_VALUE && b == -1 ? 0 : a % b;
      case REMU -> b == 0 ? a : Integer.remainderUnsigned(a, b);
    };
  }

  /// Cycles between the request to the serial divider and its answer: one more than the bits by
  /// which the dividend is longer (snitch.md rule 3).
  static int divisionCycles(Product operation, int a, int b) {
    boolean signed = operation == Product.DIV || operation == Product.REM;
    int dividend = bits(signed ? Math.abs(a) : a);
    int divisor = bits(signed ? Math.abs(b) : b);
    return 1 + Math.max(0, dividend - divisor + 1);
  }

  private static int bits(int value) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(value);
  }
}
