package org.tosc.backends.x86.code;

/// A register before registers are allocated: there are as many as one wants.
///
/// @param id from 0 on in a [Routine]
record Virtual(int id, Bank bank) {
  /// Of the number alone: the bank's would be another one in each run of the JVM, and with it the
  /// order of sets of registers and the code that follows from that.
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
