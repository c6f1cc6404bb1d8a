package org.tosc.backends.x86.elf;

import java.util.List;

/// Writes `.debug_line`: a program for a small machine that prints the table of lines (DWARF,
/// section 6.2). Each function is a sequence of its own.
final class DebugLines {
  static final String SECTION = ".debug_line";

  private static final int VERSION = 5;
  private static final int LINE_BASE = -5;
  private static final int LINE_RANGE = 14;

  /// How many arguments the standard opcodes have, from 1 on (figure 6.2 and section 6.2.5.2).
  private static final int[] ARGUMENTS = {0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1};

  private static final int OPCODE_BASE = ARGUMENTS.length + 1;

  private static final int COPY = 1;
  private static final int ADVANCE_PC = 2;
  private static final int ADVANCE_LINE = 3;
  private static final int SET_FILE = 4;
  private static final int SET_COLUMN = 5;
  private static final int END_SEQUENCE = 1;
  private static final int SET_ADDRESS = 2;

  private static final int PATH = 1; // DW_LNCT_path
  private static final int DIRECTORY_INDEX = 2; // DW_LNCT_directory_index
  private static final int FORM_STRING = 0x08;
  private static final int FORM_UDATA = 0x0f;

  private final Draft program = Draft.debug(SECTION);

  private DebugLines() {}

  static Draft of(ObjectFile object, LineTable table) {
    DebugLines lines = new DebugLines();
    for (Function function : object.functions()) {
      List<LineRow> rows = table.of(function);
      if (!rows.isEmpty()) {
        lines.sequence(function, rows);
      }
    }
    Output header = header(table);
    Draft all = Draft.debug(SECTION);
    all.content().u16(VERSION).u8(8, 0).u32(header.size()).bytes(header.toBytes());
    all.append(lines.program);
    Draft section = Draft.debug(SECTION);
    section.sized(all);
    return section;
  }

  /// The number of a file in the table. Number 0 is the program's file, and again number 1, as
  /// compilers do it: in other places 0 says that there is no file (`DW_AT_decl_file`).
  static int number(int file) {
    return file + 1;
  }

  /// From the field after `header_length` on.
  private static Output header(LineTable table) {
    Output header = new Output();
    header.u8(1, 1, 1, LINE_BASE, LINE_RANGE, OPCODE_BASE).u8(ARGUMENTS);
    header.u8(1).unsigned(PATH).unsigned(FORM_STRING);
    header.unsigned(1).string(table.folder());
    header.u8(2).unsigned(PATH).unsigned(FORM_STRING);
    header.unsigned(DIRECTORY_INDEX).unsigned(FORM_UDATA);
    header.unsigned(table.files().size() + 1L);
    header.string(table.files().getFirst()).unsigned(0);
    table.files().forEach(file -> header.string(file).unsigned(0));
    return header;
  }

  private void sequence(Function function, List<LineRow> rows) {
    Output to = program.content();
    int at = rows.getFirst().offset();
    to.u8(0).unsigned(1 + 8).u8(SET_ADDRESS);
    program.field(RelocationType.ADDRESS, new Draft.OfSection(Place.TEXT.section()), at);
    int file = 1;
    int line = 1;
    int column = 0;
    for (LineRow row : rows) {
      if (number(row.file()) != file) {
        file = number(row.file());
        to.u8(SET_FILE).unsigned(file);
      }
      if (row.column() != column) {
        column = row.column();
        to.u8(SET_COLUMN).unsigned(column);
      }
      row(to, row.offset() - at, row.line() - line);
      at = row.offset();
      line = row.line();
    }
    to.u8(ADVANCE_PC).unsigned(function.offset() + function.size() - at);
    to.u8(0).unsigned(1).u8(END_SEQUENCE);
  }

  /// A row, in one byte where it can be: a special opcode (section 6.2.5.1).
  private static void row(Output to, int addresses, int lines) {
    int inRange = lines - LINE_BASE;
    long special = inRange + (long) LINE_RANGE * addresses + OPCODE_BASE;
    if (inRange >= 0 && inRange < LINE_RANGE && special <= 255) {
      to.u8((int) special);
      return;
    }
    if (lines != 0) {
      to.u8(ADVANCE_LINE).signed(lines);
    }
    if (addresses != 0) {
      to.u8(ADVANCE_PC).unsigned(addresses);
    }
    to.u8(COPY);
  }
}
