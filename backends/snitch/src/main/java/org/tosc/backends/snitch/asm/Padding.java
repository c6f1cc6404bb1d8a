package org.tosc.backends.snitch.asm;

import org.jspecify.annotations.Nullable;

/// What stands between the end of a section and a multiple of a power of two.
final class Padding {
  /// `addi zero, zero, 0`.
  private static final int NOP = 0x13;

  private final SectionBuffer section;

  Padding(SectionBuffer section) {
    this.section = section;
  }

  /// Fills up to the alignment of the section.
  void close() {
    align(section.alignment(), null, Long.MAX_VALUE);
  }

  /// Fills with a byte; without one code is filled with `nop`, and all else with zeros.
  ///
  /// @param most where it would take more bytes than this, nothing is filled
  void align(int multiple, @Nullable Long filler, long most) {
    int missing = -section.size() & (multiple - 1);
    section.raiseAlignment(multiple);
    if (missing > most) {
      return;
    }
    if (filler != null) {
      for (int i = 0; i < missing; i++) {
        section.put(filler, 1);
      }
      return;
    }
    int odd = section.isCode() ? missing & 3 : missing;
    section.skip(odd);
    for (int i = odd; i < missing; i += 4) {
      section.word(NOP);
    }
  }
}
