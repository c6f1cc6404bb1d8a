package org.tosc.backends.x86.elf;

/// Writes `.eh_frame`: for each function, how to find its caller (Linux Standard Base Core,
/// "Exception Frames"; the instructions: DWARF, section 6.4.2 and table 7.29).
final class Unwinding {
  private static final int DATA_ALIGNMENT = -8;
  private static final int PC_RELATIVE_SDATA4 = 0x1b; // DW_EH_PE_pcrel | DW_EH_PE_sdata4

  private static final int ADVANCE_LOC = 0x40;
  private static final int ADVANCE_LOC1 = 0x02;
  private static final int ADVANCE_LOC2 = 0x03;
  private static final int ADVANCE_LOC4 = 0x04;
  private static final int DEF_CFA = 0x0c;
  private static final int OFFSET = 0x80;
  private static final int RESTORE = 0xc0;
  private static final int NOP = 0;

  private final Draft section = piece();

  private Unwinding() {}

  static Draft of(ObjectFile object) {
    Unwinding unwinding = new Unwinding();
    unwinding.common();
    object.functions().forEach(unwinding::function);
    return unwinding.section;
  }

  /// The common information entry, at offset 0: what holds at the start of every function.
  private void common() {
    Draft piece = piece();
    Output entry = piece.content().u32(0).u8(1).string("zR");
    entry.unsigned(1).signed(DATA_ALIGNMENT).u8(DwarfRegister.RETURN_ADDRESS);
    entry.unsigned(1).u8(PC_RELATIVE_SDATA4);
    entry.u8(DEF_CFA).unsigned(DwarfRegister.RSP.number()).unsigned(8);
    entry.u8(OFFSET | DwarfRegister.RETURN_ADDRESS).unsigned(1);
    pad(entry);
    section.sized(piece);
  }

  private void function(Function function) {
    Draft piece = piece();
    // Back to the common entry: from here, which is behind the length.
    Output entry = piece.content().u32(section.content().size() + 4);
    piece.field(
        RelocationType.RELATIVE, new Draft.OfSection(Place.TEXT.section()), function.offset());
    entry.u32(function.size()).unsigned(0);
    int at = 0;
    for (FrameStep step : function.frame().steps()) {
      advance(entry, step.at() - at);
      at = step.at();
      write(entry, step);
    }
    pad(entry);
    section.sized(piece);
  }

  private static void advance(Output to, int delta) {
    if (delta == 0) {
      return;
    }
    if (delta < 0x40) {
      to.u8(ADVANCE_LOC | delta);
    } else if (delta < 0x100) {
      to.u8(ADVANCE_LOC1, delta);
    } else if (delta < 0x1_0000) {
      to.u8(ADVANCE_LOC2).u16(delta);
    } else {
      to.u8(ADVANCE_LOC4).u32(delta);
    }
  }

  private static void write(Output to, FrameStep step) {
    switch (step) {
      case FrameStep.Cfa(int _, DwarfRegister register, int plus) ->
          to.u8(DEF_CFA).unsigned(register.number()).unsigned(plus);
      case FrameStep.Saved(int _, DwarfRegister register, int below) ->
          to.u8(OFFSET | register.number()).unsigned(below / -DATA_ALIGNMENT);
      case FrameStep.Restored(int _, DwarfRegister register) -> to.u8(RESTORE | register.number());
    }
  }

  /// Up to a multiple of 8 together with its length of 4 bytes.
  private static void pad(Output entry) {
    while ((entry.size() + 4) % 8 != 0) {
      entry.u8(NOP);
    }
  }

  private static Draft piece() {
    return new Draft(".eh_frame", Draft.UNWIND, Draft.ALLOC, 8);
  }
}
