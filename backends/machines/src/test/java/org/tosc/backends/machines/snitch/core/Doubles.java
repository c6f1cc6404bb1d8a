package org.tosc.backends.machines.snitch.core;

import org.tosc.backends.machines.snitch.isa.FloatOperation;

/// Sums, products and moves of doubles, by Java's own arithmetic.
final class Doubles implements FloatArithmetic {
  @Override
  public long compute(
      FloatOperation operation, int rounding, int mode, int raised, long a, long b, long c) {
    double x = Double.longBitsToDouble(a);
    double y = Double.longBitsToDouble(b);
    double z = Double.longBitsToDouble(c);
    return switch (operation.kind()) {
      case ADD -> Double.doubleToRawLongBits(operation.modified() ? y - z : y + z);
      case MUL -> Double.doubleToRawLongBits(x * y);
      case FMADD -> Double.doubleToRawLongBits(Math.fma(x, y, operation.modified() ? -z : z));
      case SGNJ -> a;
      default -> 0;
    };
  }

  @Override
  public int flags() {
    return 0;
  }
}
