package org.tosc.backends.snitch.elf;

import java.util.Arrays;
import java.util.List;

/// A section and what the linker fills in there.
///
/// @param flags `SHF_…`
/// @param alignment a power of two
/// @param bytes empty where the section is zeros
/// @param size in memory
@SuppressWarnings("ArrayRecordComponent") // copied on the way in and out, compared by contents
public record Section(
    String name,
    SectionType type,
    int flags,
    int alignment,
    int entrySize,
    byte[] bytes,
    int size,
    List<Relocation> relocations) {
  /// Can be written (`SHF_WRITE`).
  public static final int WRITE = 1;

  /// Is there when the program runs (`SHF_ALLOC`).
  public static final int ALLOC = 2;

  /// Is code (`SHF_EXECINSTR`).
  public static final int EXECUTE = 4;

  /// Equal contents may become one (`SHF_MERGE`).
  public static final int MERGE = 0x10;

  /// Holds strings that end with NUL (`SHF_STRINGS`).
  public static final int STRINGS = 0x20;

  /// Is there once for each thread (`SHF_TLS`).
  public static final int THREAD = 0x400;

  public Section {
    bytes = bytes.clone();
    relocations = List.copyOf(relocations);
    if (Integer.bitCount(alignment) != 1 || alignment < 0) {
      throw new IllegalArgumentException("an alignment is a power of two, not " + alignment);
    }
    if (type == SectionType.NOBITS ? bytes.length != 0 : bytes.length != size) {
      throw new IllegalArgumentException(
          "`%s` has %d bytes, not %d".formatted(name, bytes.length, size));
    }
  }

  @Override
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Section s
        && name.equals(s.name)
        && type == s.type
        && flags == s.flags
        && alignment == s.alignment
        && entrySize == s.entrySize
        && size == s.size
        && Arrays.equals(bytes, s.bytes)
        && relocations.equals(s.relocations);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "%s, %d bytes at multiples of %d".formatted(name, size, alignment);
  }
}
