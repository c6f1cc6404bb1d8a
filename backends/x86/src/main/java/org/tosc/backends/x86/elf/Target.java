package org.tosc.backends.x86.elf;

/// What a relocation refers to.
public sealed interface Target {
  /// A function of this object.
  record Own(String function) implements Target {}

  /// A symbol of another object or library.
  record External(String name) implements Target {
    public External {
      Check.symbol(name);
    }
  }

  /// The beginning of a section: constants, by their offset as the addend.
  record Start(Place place) implements Target {}
}
