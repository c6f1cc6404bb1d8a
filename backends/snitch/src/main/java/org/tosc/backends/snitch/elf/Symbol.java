package org.tosc.backends.snitch.elf;

/// A name.
///
/// @param size in bytes; 0 where it is not known
public record Symbol(String name, Home home, Binding binding, Sort type, int size) {
  /// Where it is.
  public sealed interface Home {
    /// At an offset in a section of this object.
    record In(String section, int offset) implements Home {}

    /// It is a number (`SHN_ABS`).
    record Absolute(int value) implements Home {}

    /// In memory that the linker gives to it (`SHN_COMMON`).
    record Common(int alignment) implements Home {}

    /// In another object (`SHN_UNDEF`).
    record Elsewhere() implements Home {}
  }

  /// Who sees it (ELF, figure 1-16).
  public enum Binding {
    LOCAL(0),
    GLOBAL(1),
    WEAK(2);

    private final int number;

    Binding(int number) {
      this.number = number;
    }

    int number() {
      return number;
    }
  }

  /// What it names (ELF, figure 1-17).
  public enum Sort {
    NONE(0),
    OBJECT(1),
    FUNCTION(2);

    private final int number;

    Sort(int number) {
      this.number = number;
    }

    int number() {
      return number;
    }
  }
}
