package org.tosc.backends.machines.elf;

import java.util.List;

/// A program whose parts have their places: what a linker wrote, or what was placed here.
///
/// @param machine the architecture, as `e_machine` numbers it
/// @param bits of its addresses, 32 or 64
/// @param entry where it begins
/// @param segments in the order of their addresses; none lies over another
/// @param symbols what has a name and an address
public record Executable(
    int machine, int bits, long entry, List<Segment> segments, List<Symbol> symbols) {
  public Executable {
    segments = List.copyOf(segments);
    symbols = List.copyOf(symbols);
  }

  /// A part of memory.
  ///
  /// @param bytes what it begins with
  /// @param size in memory; what is behind the bytes is zero
  @SuppressWarnings("ArrayRecordComponent") // the bytes of a file, which nobody changes
  public record Segment(
      long address, byte[] bytes, long size, boolean writable, boolean executable) {}

  /// A name.
  ///
  /// @param size in bytes; 0 where nobody said
  /// @param global whether other files see it
  /// @param function whether it is said to be code
  public record Symbol(String name, long address, long size, boolean global, boolean function) {
    /// Whether somebody gave a name; those that begin with a dollar sign say where code and data
    /// begin (RISC-V ELF psABI, "Mapping Symbol").
    public static boolean isName(String name) {
      return !name.isEmpty() && !name.startsWith("$x") && !name.startsWith("$d");
    }
  }
}
