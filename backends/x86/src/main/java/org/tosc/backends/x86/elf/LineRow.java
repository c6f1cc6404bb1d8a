package org.tosc.backends.x86.elf;

/// From an offset in the text on, until the next row, code comes from this place.
///
/// @param file a position in the list of files
/// @param line from 1; 0 for code that comes from no line
/// @param column from 1; 0 for none
public record LineRow(int offset, int file, int line, int column) {
  public LineRow {
    Check.that(
        offset >= 0 && file >= 0 && line >= 0 && column >= 0,
        "no place of a source: %d, file %d, %d:%d",
        offset,
        file,
        line,
        column);
  }
}
