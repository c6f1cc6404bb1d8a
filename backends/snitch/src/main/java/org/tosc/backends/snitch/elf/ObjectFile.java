package org.tosc.backends.snitch.elf;

import java.util.List;

/// What goes into an object file.
///
/// @param sections in the order of the file; no two of one name
/// @param symbols in any order
public record ObjectFile(List<Section> sections, List<Symbol> symbols) {
  public ObjectFile {
    sections = List.copyOf(sections);
    symbols = List.copyOf(symbols);
  }
}
