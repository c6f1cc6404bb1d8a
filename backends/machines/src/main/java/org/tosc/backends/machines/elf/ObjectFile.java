package org.tosc.backends.machines.elf;

import java.util.List;

/// A relocatable object: sections that are not placed yet, and what must be filled in when they
/// are.
///
/// @param machine the architecture, as `e_machine` numbers it
/// @param bits of its addresses, 32 or 64
/// @param sections by their numbers in the file
/// @param symbols by their numbers in the file
public record ObjectFile(int machine, int bits, List<Section> sections, List<Symbol> symbols) {
  /// `EM_X86_64`.
  public static final int X86_64 = 62;

  /// `EM_RISCV`.
  public static final int RISCV = 243;

  public ObjectFile {
    sections = List.copyOf(sections);
    symbols = List.copyOf(symbols);
  }

  /// A section.
  ///
  /// @param inMemory whether it is there when the program runs (`SHF_ALLOC`)
  /// @param bytes what it holds; none where it is zeros (`SHT_NOBITS`)
  /// @param size in memory
  /// @param relocations what must be filled in
  @SuppressWarnings("ArrayRecordComponent") // the bytes of a file, which nobody changes
  public record Section(
      String name,
      boolean inMemory,
      boolean writable,
      boolean executable,
      long alignment,
      byte[] bytes,
      long size,
      List<Relocation> relocations) {
    public Section {
      relocations = List.copyOf(relocations);
    }
  }

  /// Where a symbol is.
  public enum Home {
    /// In a section, its value an offset there.
    SECTION,
    /// Nowhere in this file.
    UNDEFINED,
    /// Its value is what it stands for.
    ABSOLUTE,
    /// In memory that is still to be given to it, its value an alignment (`SHN_COMMON`).
    COMMON
  }

  /// A symbol.
  ///
  /// @param section the number of its section, where it is in one
  /// @param global whether other files see it
  /// @param weak whether it may stay undefined, and is 0 then
  /// @param function whether it is said to be code
  public record Symbol(
      String name,
      Home home,
      int section,
      long value,
      long size,
      boolean global,
      boolean weak,
      boolean function) {}

  /// What must be filled in at an offset of a section.
  ///
  /// @param type as the architecture's ABI numbers it
  /// @param symbol its number
  public record Relocation(long offset, int type, int symbol, long addend) {}
}
