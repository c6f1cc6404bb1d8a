package org.tosc.backends.snitch.loops;

import java.util.List;

/// The memory of a call, from the stack pointer on: [#EXCHANGE], spilled registers, saved ones,
/// arrays.
///
/// @param isUsed whether there is anything in it
/// @param saved integer registers that are saved
/// @param savedReals registers of the FPU that are saved
/// @param arrays bytes of arrays
record Frame(
    boolean isUsed, int spilled, List<Integer> saved, List<Integer> savedReals, int arrays) {
  /// Where numbers are moved from one kind of registers to the other, and what is called keeps a
  /// return address.
  static final int EXCHANGE = 24;

  private static final int WORD = Long.BYTES;
  private static final int ALIGNMENT = 16;

  /// What displacements reach.
  private static final int REACH = 1 << 11;

  Frame {
    saved = List.copyOf(saved);
    savedReals = List.copyOf(savedReals);
  }

  static int spilledPlace(int slot) {
    return EXCHANGE + slot * WORD;
  }

  private int firstSaved() {
    return spilledPlace(spilled);
  }

  /// Where the first, second, … saved register is, integers first.
  int savedPlace(int index) {
    return firstSaved() + index * WORD;
  }

  int firstArray() {
    return savedPlace(saved.size() + savedReals.size());
  }

  boolean isInReach() {
    return firstArray() <= REACH;
  }

  int bytes() {
    return isUsed ? (firstArray() + arrays + ALIGNMENT - 1) & -ALIGNMENT : 0;
  }
}
