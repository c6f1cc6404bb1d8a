package org.tosc.backends.machines.elf;

import java.nio.ByteBuffer;

/// The two classes of ELF files, by the sizes of their parts and the offsets of fields in them.
enum Shape {
  ELF32(52, 40, 16, 12, 32, 4),
  ELF64(64, 64, 24, 24, 56, 8);

  /// The parts, in bytes.
  final int header;

  final int section;
  final int symbol;
  final int relocation;
  final int segment;

  /// An address, an offset or a size.
  final int word;

  Shape(int header, int section, int symbol, int relocation, int segment, int word) {
    this.header = header;
    this.section = section;
    this.symbol = symbol;
    this.relocation = relocation;
    this.segment = segment;
    this.word = word;
  }

  /// Of an address.
  int bits() {
    return 8 * word;
  }

  /// An address, an offset or a size; unsigned if it has 32 bits.
  long word(ByteBuffer file, int at) {
    return word == Integer.BYTES ? file.getInt(at) & 0xFFFF_FFFFL : file.getLong(at);
  }

  /// The same with a sign.
  long signed(ByteBuffer file, int at) {
    return word == Integer.BYTES ? file.getInt(at) : file.getLong(at);
  }

  // In the file header, behind 24 bytes that both classes share: three words, flags, six halves.

  int entryAt() {
    return 24;
  }

  int segmentsAt() {
    return 24 + word;
  }

  int sectionsAt() {
    return 24 + 2 * word;
  }

  /// A half of the file header: 0 for its own size, 1 and 2 for segments' size and number, 3 and 4
  /// for sections', 5 for the section of their names.
  int halfAt(int number) {
    return 24 + 3 * word + 4 + 2 * number;
  }

  // In other parts only the order of fields differs.

  /// Where a symbol has its value, its size, its kind and its section.
  int valueAt() {
    return this == ELF32 ? 4 : 8;
  }

  int sizeAt() {
    return this == ELF32 ? 8 : 16;
  }

  int infoAt() {
    return this == ELF32 ? 12 : 4;
  }

  int homeAt() {
    return this == ELF32 ? 14 : 6;
  }

  /// What a relocation says about itself: its symbol above, its type below.
  int symbolOf(long info) {
    return (int) (this == ELF32 ? info >>> 8 : info >>> 32);
  }

  int typeOf(long info) {
    return (int) (this == ELF32 ? info & 0xFF : info);
  }
}
