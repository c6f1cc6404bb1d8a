package org.tosc.backends.snitch.asm;

import org.jspecify.annotations.Nullable;

/// What an expression is worth.
sealed interface Value {
  /// A number that is known now.
  record Known(long value) implements Value {}

  /// A place that the linker decides on.
  ///
  /// @param section where it is; null where that is not known here
  /// @param symbol a name of it, or of the place that `offset` counts from where there is no
  ///   section
  /// @param offset from the beginning of the section, or from the symbol
  record Address(@Nullable String section, String symbol, long offset) implements Value {
    Address plus(long bytes) {
      return new Address(section, symbol, offset + bytes);
    }

    boolean isIn(String name) {
      return name.equals(section);
    }
  }

  /// How far apart two places are of which at least one is not known here.
  record Difference(Address left, Address right) implements Value {}
}
