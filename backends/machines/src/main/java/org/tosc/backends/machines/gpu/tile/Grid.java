package org.tosc.backends.machines.gpu.tile;

/// How many programs a launch has along its three axes. The first axis moves fastest.
public record Grid(int x, int y, int z) {
  public static final int MOST = 1 << 30;

  /// @throws IllegalArgumentException where an extent is below 1 or there are more than 2³⁰
  ///   programs
  public Grid {
    if (x < 1 || y < 1 || z < 1 || (double) x * y * z > MOST) {
      throw new IllegalArgumentException("a grid has 1 to 2^30 programs");
    }
  }

  public int size() {
    return x * y * z;
  }

  /// The position of a program along an axis.
  int position(int number, int axis) {
    return switch (axis) {
      case 0 -> number % x;
      case 1 -> number / x % y;
      default -> number / x / y;
    };
  }

  int extent(int axis) {
    return switch (axis) {
      case 0 -> x;
      case 1 -> y;
      default -> z;
    };
  }

  /// A program as its positions: `(1, 0, 0)`.
  public String describe(int number) {
    return "("
        + position(number, 0)
        + ", "
        + position(number, 1)
        + ", "
        + position(number, 2)
        + ")";
  }

  @Override
  public String toString() {
    return x + "x" + y + "x" + z;
  }
}
