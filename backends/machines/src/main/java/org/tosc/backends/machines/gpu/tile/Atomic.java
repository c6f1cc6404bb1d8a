package org.tosc.backends.machines.gpu.tile;

/// What an atomic operation does with an element and a value.
public enum Atomic {
  ADD,
  AND,
  OR,
  XOR,
  MAX,
  MIN,
  UNSIGNED_MAX,
  UNSIGNED_MIN,
  EXCHANGE;

  double apply(double old, double value) {
    return switch (this) {
      case ADD -> old + value;
      case MAX -> Binary.MAX.onFloats().applyAsDouble(old, value);
      case MIN -> Binary.MIN.onFloats().applyAsDouble(old, value);
      case EXCHANGE -> value;
      case AND, OR, XOR, UNSIGNED_MAX, UNSIGNED_MIN ->
          throw new IllegalArgumentException(this + " is not defined on floats");
    };
  }

  long apply(long old, long value, DType type) {
    DType unsigned = type.unsigned();
    return switch (this) {
      case ADD -> old + value;
      case AND -> old & value;
      case OR -> old | value;
      case XOR -> old ^ value;
      case MAX -> type.isUnsigned() ? greater(old, value) : Math.max(old, value);
      case MIN -> type.isUnsigned() ? less(old, value) : Math.min(old, value);
      case UNSIGNED_MAX -> greater(unsigned.wrap(old), unsigned.wrap(value));
      case UNSIGNED_MIN -> less(unsigned.wrap(old), unsigned.wrap(value));
      case EXCHANGE -> value;
    };
  }

  private static long greater(long a, long b) {
    return Long.compareUnsigned(a, b) > 0 ? a : b;
  }

  private static long less(long a, long b) {
    return Long.compareUnsigned(a, b) < 0 ? a : b;
  }
}
