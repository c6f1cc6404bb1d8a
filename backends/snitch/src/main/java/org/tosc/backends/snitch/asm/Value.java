package org.tosc.backends.snitch.asm;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What an expression is worth.
sealed interface Value {
  /// A number that is known now.
  record Known(long value) implements Value {}

  /// A place that the linker decides on.
  ///
  /// @param section where it is; null where that is not known here
  /// @param offset from the beginning of the section; without one, from the symbol
  /// @param symbol a name of it, or of a place near it
  /// @param addend from the symbol
  /// @param isOwn whether no other file may say where the symbol is
  record Address(@Nullable String section, long offset, String symbol, long addend, boolean isOwn)
      implements Value {
    /// A label.
    static Address at(String section, String symbol, long offset) {
      return new Address(section, offset, symbol, 0, true);
    }

    /// A symbol of another file.
    static Address elsewhere(String symbol) {
      return new Address(null, 0, symbol, 0, false);
    }

    /// The same, but that other files may say something else.
    Address shared(String name) {
      return new Address(section, offset, name, 0, false);
    }

    Address plus(long bytes) {
      return new Address(section, offset + bytes, symbol, addend + bytes, isOwn);
    }

    /// Whether its distance from places of a section is known here.
    boolean isIn(@Nullable String name) {
      return isOwn && section != null && section.equals(name);
    }

    /// Whether the distance from another place is known here.
    boolean isNear(Address other) {
      return Objects.equals(section, other.section)
          && (section != null || symbol.equals(other.symbol));
    }
  }

  /// How far apart two places are of which at least one is not known here.
  record Difference(Address left, Address right) implements Value {}
}
