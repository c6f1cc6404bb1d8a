package org.tosc.backends.x86.code;

/// A register before registers are allocated: there are as many as one wants.
///
/// @param id from 0 on in a [Routine]
record Virtual(int id, Bank bank) {
  /// The number alone, which no other one of the routine has.
  @Override
  public int hashCode() {
    return id;
  }

  @Override
  public String toString() {
    return switch (bank) {
          case GENERAL -> "r";
          case VECTOR -> "v";
          case MASK -> "m";
        }
        + "%"
        + id;
  }
}
