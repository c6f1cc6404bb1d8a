package org.tosc.backends.x86.elf;

import java.util.List;

/// Writes `.debug_info` and `.debug_abbrev`: one unit with its functions, as much as a debugger
/// needs to show lines and names (DWARF, chapters 3 and 7).
final class DebugInfo {
  private static final String INFO = ".debug_info";
  private static final String ABBREVIATIONS = ".debug_abbrev";

  private static final int VERSION = 5;
  private static final int UT_COMPILE = 1;

  /// No language of ours has a number; debuggers then evaluate expressions as in C.
  private static final int LANG_C11 = 0x1d;

  private static final int OP_CALL_FRAME_CFA = 0x9c;

  // Numbers of abbreviations.
  private static final int UNIT = 1;
  private static final int FUNCTION = 2;
  private static final int FUNCTION_WITHOUT_LINE = 3;

  /// Code, tag, whether there are children, then pairs of attribute and form (tables 7.3, 7.5,
  /// 7.6).
  private static final int[] ABBREVIATION_TABLE = {
    UNIT,
    0x11,
    1, // DW_TAG_compile_unit
    0x25,
    0x08, // producer, string
    0x13,
    0x05, // language, data2
    0x03,
    0x08, // name, string
    0x1b,
    0x08, // comp_dir, string
    0x11,
    0x01, // low_pc, addr
    0x12,
    0x06, // high_pc, data4: its distance
    0x10,
    0x17, // stmt_list, sec_offset
    0,
    0, //
    FUNCTION,
    0x2e,
    0, // DW_TAG_subprogram
    0x3f,
    0x0c, // external, flag
    0x03,
    0x08, // name, string
    0x11,
    0x01, // low_pc, addr
    0x12,
    0x06, // high_pc, data4
    0x40,
    0x18, // frame_base, exprloc
    0x3a,
    0x0f, // decl_file, udata
    0x3b,
    0x0f, // decl_line, udata
    0,
    0, //
    FUNCTION_WITHOUT_LINE,
    0x2e,
    0, // DW_TAG_subprogram
    0x3f,
    0x0c, // external, flag
    0x03,
    0x08, // name, string
    0x11,
    0x01, // low_pc, addr
    0x12,
    0x06, // high_pc, data4
    0x40,
    0x18, // frame_base, exprloc
    0,
    0, //
    0
  };

  private final Draft unit = Draft.debug(INFO);

  private DebugInfo() {}

  /// Both sections.
  static List<Draft> of(ObjectFile object, LineTable table) {
    Draft abbreviations = Draft.debug(ABBREVIATIONS);
    for (int number : ABBREVIATION_TABLE) {
      abbreviations.content().unsigned(number);
    }
    DebugInfo debug = new DebugInfo();
    debug.unit(object, table);
    Draft info = Draft.debug(INFO);
    info.sized(debug.unit);
    return List.of(info, abbreviations);
  }

  /// What follows the length of the unit.
  private void unit(ObjectFile object, LineTable table) {
    Output to = unit.content();
    to.u16(VERSION).u8(UT_COMPILE, 8);
    unit.offsetIn(ABBREVIATIONS);
    to.unsigned(UNIT).string("tosc").u16(LANG_C11);
    to.string(table.files().getFirst()).string(table.folder());
    range(0, object.text().size());
    unit.offsetIn(DebugLines.SECTION);
    for (Function function : object.functions()) {
      List<LineRow> rows = table.of(function);
      to.unsigned(rows.isEmpty() ? FUNCTION_WITHOUT_LINE : FUNCTION);
      to.u8(function.isGlobal() ? 1 : 0).string(function.name());
      range(function.offset(), function.size());
      to.unsigned(1).u8(OP_CALL_FRAME_CFA);
      if (!rows.isEmpty()) {
        to.unsigned(DebugLines.number(rows.getFirst().file())).unsigned(rows.getFirst().line());
      }
    }
    to.unsigned(0); // no more children
  }

  private void range(int offset, int size) {
    unit.field(RelocationType.ADDRESS, new Draft.OfSection(Place.TEXT.section()), offset);
    unit.content().u32(size);
  }
}
