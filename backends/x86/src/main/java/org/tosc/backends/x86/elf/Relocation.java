package org.tosc.backends.x86.elf;

/// A field that the linker fills in.
///
/// @param offset of the field in its section
public record Relocation(Place place, int offset, RelocationType type, Target target, long addend) {
  public Relocation {
    Check.that(
        type == RelocationType.ADDRESS || addend == (int) addend,
        "a field of 32 bits has the addend %d",
        addend);
  }
}
