package org.tosc.backends.snitch.asm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tosc.backends.snitch.elf.Relocation;
import org.tosc.backends.snitch.elf.Section;
import org.tosc.backends.snitch.elf.SectionType;

/// A section that is being filled.
final class SectionBuffer {
  private final String name;
  private final SectionType type;
  private final int flags;
  private final int entrySize;
  private final List<Relocation> relocations = new ArrayList<>();
  private byte[] bytes = new byte[64];
  private int size;
  private int alignment = 1;

  SectionBuffer(String name, SectionType type, int flags, int entrySize) {
    this.name = name;
    this.type = type;
    this.flags = flags;
    this.entrySize = entrySize;
  }

  String name() {
    return name;
  }

  int size() {
    return size;
  }

  boolean isCode() {
    return (flags & Section.EXECUTE) != 0;
  }

  boolean hasBytes() {
    return type != SectionType.NOBITS;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /// Whether it would be too long with so many more bytes.
  boolean isFull(long more) {
    return more > Integer.MAX_VALUE - 8 - (long) size;
  }

  void raiseAlignment(int to) {
    alignment = Math.max(alignment, to);
  }

  int alignment() {
    return alignment;
  }

  void relocate(Relocation relocation) {
    relocations.add(relocation);
  }

  void word(int word) {
    put(word, 4);
  }

  /// The lowest bytes of a value, the low one first.
  void put(long value, int count) {
    reserve(count);
    for (int i = 0; i < count; i++) {
      bytes[size++] = (byte) (value >> (8 * Math.min(i, 7)));
    }
  }

  /// Zeros.
  void skip(int count) {
    if (hasBytes()) {
      reserve(count);
    }
    size += count;
  }

  private void reserve(int count) {
    if (size + count > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + count));
    }
  }

  Section section() {
    byte[] contents = hasBytes() ? Arrays.copyOf(bytes, size) : new byte[0];
    return new Section(name, type, flags, alignment, entrySize, contents, size, relocations);
  }
}
