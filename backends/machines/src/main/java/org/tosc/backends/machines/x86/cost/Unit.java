package org.tosc.backends.machines.x86.cost;

/// A resource that can take so many uses in a cycle.
///
/// Measured on Turin: two FMAs of 512 bits, 540 GB/s of loads and 275 GB/s of stores at 4.4 GHz, so
/// two loads and one store of 64 bytes. Assumed, from AMD's publications on Zen 5: eight
/// instructions, six integer operations, four vector operations, two shuffles.
public enum Unit {
  /// Instructions that enter.
  DISPATCH(8),
  INTEGER(6),
  /// Products and divisions of general registers.
  MULTIPLY(3),
  BRANCH(2),
  /// Products and fused products of vectors.
  FMA(2),
  /// Sums and comparisons of floats.
  FLOAT_ADD(2),
  /// Integer and logical operations of vectors.
  VECTOR(4),
  SHUFFLE(2),
  LOAD(2),
  STORE(1);

  private final int perCycle;

  Unit(int perCycle) {
    this.perCycle = perCycle;
  }

  public int perCycle() {
    return perCycle;
  }
}
