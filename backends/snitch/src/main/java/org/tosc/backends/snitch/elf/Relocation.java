package org.tosc.backends.snitch.elf;

/// A field that the linker fills in.
///
/// @param offset of the field in its section
public record Relocation(int offset, RelocationType type, Target target, int addend) {
  /// What it refers to.
  public sealed interface Target {
    /// A symbol of the object file.
    record Named(String symbol) implements Target {}

    /// The beginning of a section of this object.
    record Start(String section) implements Target {}
  }
}
