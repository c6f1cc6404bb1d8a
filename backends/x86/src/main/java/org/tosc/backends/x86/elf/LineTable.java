package org.tosc.backends.x86.elf;

import java.util.List;

/// Which code comes from which line.
///
/// @param folder what the names of files are relative to
/// @param files the first is that of the program
/// @param rows upwards by offset
public record LineTable(String folder, List<String> files, List<LineRow> rows) {
  public LineTable {
    files = List.copyOf(files);
    rows = List.copyOf(rows);
    Check.text(folder);
    files.forEach(Check::text);
    Check.that(!files.isEmpty(), "lines of no file");
    int last = -1;
    for (LineRow row : rows) {
      Check.that(row.offset() > last, "the row at %d comes after that at %d", row.offset(), last);
      Check.that(row.file() < files.size(), "there is no file %d", row.file());
      last = row.offset();
    }
  }

  List<LineRow> of(Function function) {
    return rows.stream().filter(row -> function.holds(row.offset())).toList();
  }
}
