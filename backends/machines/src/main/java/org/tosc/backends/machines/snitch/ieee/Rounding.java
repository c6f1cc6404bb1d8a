package org.tosc.backends.machines.snitch.ieee;

/// Where results go that are between two numbers, in the order of RISC-V's `rm` field (0 to 4).
public enum Rounding {
  /// To the nearest, ties to the even one (RNE).
  NEAREST_EVEN,
  /// Towards zero (RTZ).
  ZERO,
  /// Towards minus infinity (RDN).
  DOWN,
  /// Towards plus infinity (RUP).
  UP,
  /// To the nearest, ties to the larger magnitude (RMM).
  NEAREST_AWAY;

  /// Whether a magnitude becomes the next one.
  ///
  /// @param odd whether the lower neighbour is odd
  /// @param half how the rest compares with half a step: negative, zero or positive
  /// @param exact whether there is no rest at all
  boolean goesUp(boolean negative, boolean odd, int half, boolean exact) {
    return switch (this) {
      case NEAREST_EVEN -> half > 0 || (half == 0 && odd);
      case ZERO -> false;
      case DOWN -> negative && !exact;
      case UP -> !negative && !exact;
      case NEAREST_AWAY -> half >= 0;
    };
  }

  /// Whether what is too large becomes infinite, and not the largest number.
  boolean overflowsToInfinity(boolean negative) {
    return goesUp(negative, true, 1, false);
  }
}
