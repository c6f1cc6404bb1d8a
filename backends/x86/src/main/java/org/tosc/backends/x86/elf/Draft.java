package org.tosc.backends.x86.elf;

import java.util.ArrayList;
import java.util.List;

/// A section before it has a place in the file.
///
/// @param flags `SHF_…`
/// @param fields what the linker fills in
record Draft(String name, int type, long flags, int alignment, Output content, List<Field> fields) {
  static final int PROGBITS = 1;
  static final int UNWIND = 0x7000_0001; // SHT_X86_64_UNWIND
  static final long ALLOC = 2;
  static final long EXECINSTR = 4;

  /// An entry of a table of relocations.
  ///
  /// @param type the number of a relocation of the ABI
  record Field(long offset, int type, Symbol symbol, long addend) {}

  /// What a field refers to.
  sealed interface Symbol {}

  /// The beginning of a section of this object.
  record OfSection(String section) implements Symbol {}

  /// A function, of this object or another.
  record Named(String name) implements Symbol {}

  Draft(String name, int type, long flags, int alignment) {
    this(name, type, flags, alignment, new Output(), new ArrayList<>());
  }

  static Draft debug(String name) {
    return new Draft(name, PROGBITS, 0, 1);
  }

  /// A field here, at the end of what there is, of which the linker makes the address of something.
  void field(RelocationType type, Symbol symbol, long addend) {
    field(type.number(), type.size(), symbol, addend);
  }

  /// A field of 32 bits with the place of something in another section of debug information:
  /// `R_X86_64_32`.
  void offsetIn(String section) {
    field(10, 4, new OfSection(section), 0);
  }

  /// The length of another piece of this section in four bytes, and then this piece.
  void sized(Draft piece) {
    content.u32(piece.content.size());
    append(piece);
  }

  /// Another piece of this section.
  void append(Draft piece) {
    int at = content.size();
    for (Field f : piece.fields) {
      fields.add(new Field(at + f.offset(), f.type(), f.symbol(), f.addend()));
    }
    content.bytes(piece.content.toBytes());
  }

  private void field(int type, int size, Symbol symbol, long addend) {
    fields.add(new Field(content.size(), type, symbol, addend));
    content.bytes(new byte[size]);
  }
}
