package org.tosc.backends.machines.snitch.core;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Decoded instructions by their addresses. It costs no cycles and changes nothing that a program
/// could see.
final class CodeCache {
  private static final int PAGE_BITS = 12;
  private static final int WORDS = 1 << (PAGE_BITS - 2);

  private final Memory memory;
  private final Abilities abilities;
  private final Map<Integer, @Nullable Code[]> pages = new HashMap<>();
  private int lastNumber;
  private @Nullable Code @Nullable [] lastPage;

  CodeCache(Memory memory, Abilities abilities) {
    this.memory = memory;
    this.abilities = abilities;
  }

  Code at(int pc) {
    int word = memory.instruction(pc);
    int number = pc >>> PAGE_BITS;
    @Nullable Code[] page = lastPage;
    if (number != lastNumber || page == null) {
      page = pages.computeIfAbsent(number, _ -> new Code[WORDS]);
      lastNumber = number;
      lastPage = page;
    }
    int index = pc >>> 2 & WORDS - 1;
    Code known = page[index];
    if (known == null || known.instruction.word() != word) {
      known = Code.of(word, abilities);
      page[index] = known;
    }
    return known;
  }
}
