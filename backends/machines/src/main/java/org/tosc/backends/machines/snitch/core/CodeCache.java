package org.tosc.backends.machines.snitch.core;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.snitch.isa.Instruction;
import org.tosc.backends.machines.snitch.isa.InstructionSet;

/// Decoded instructions by their addresses. It costs no cycles and changes nothing that a program
/// could see.
final class CodeCache {
  private static final int PAGE_BITS = 12;
  private static final int WORDS = 1 << (PAGE_BITS - 2);

  private final Memory memory;
  private final Map<Integer, @Nullable Instruction[]> pages = new HashMap<>();
  private int lastNumber;
  private @Nullable Instruction @Nullable [] lastPage;

  CodeCache(Memory memory) {
    this.memory = memory;
  }

  Instruction at(int pc) {
    int word = memory.instruction(pc);
    int number = pc >>> PAGE_BITS;
    @Nullable Instruction[] page = lastPage;
    if (number != lastNumber || page == null) {
      page = pages.computeIfAbsent(number, _ -> new Instruction[WORDS]);
      lastNumber = number;
      lastPage = page;
    }
    int index = pc >>> 2 & WORDS - 1;
    Instruction known = page[index];
    if (known == null || known.word() != word) {
      known = InstructionSet.decode(word);
      page[index] = known;
    }
    return known;
  }
}
