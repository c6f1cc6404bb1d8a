package org.tosc.backends.x86.elf;

import java.util.LinkedHashMap;
import java.util.Map;
import org.tosc.backends.x86.elf.Draft.Named;
import org.tosc.backends.x86.elf.Draft.OfSection;
import org.tosc.backends.x86.elf.Draft.Symbol;

/// `.symtab` and the names in `.strtab` (ELF-64, chapter 6): first what only this object sees, then
/// the rest, as linkers want it.
final class SymbolTable {
  static final int ENTRY = 24;

  private static final int LOCAL = 0;
  private static final int GLOBAL = 1 << 4;
  private static final int FUNC = 2;
  private static final int SECTION = 3;
  private static final int FILE = 4;
  private static final int ABSOLUTE = 0xfff1; // SHN_ABS

  private final Output symbols = new Output();
  private final Strings names = new Strings();
  private final Map<Symbol, Integer> numbers = new LinkedHashMap<>();
  private int count;
  private int locals;

  /// @param sections the numbers of the sections by name, in order
  /// @param text the number of the section with the functions
  SymbolTable(ObjectFile object, Map<String, Integer> sections, int text) {
    add(0, 0, 0, 0, 0);
    add(names.add(object.source()), LOCAL | FILE, ABSOLUTE, 0, 0);
    sections.forEach(
        (name, number) -> {
          numbers.put(new OfSection(name), count);
          add(0, LOCAL | SECTION, number, 0, 0);
        });
    functions(object, false, text);
    locals = count;
    functions(object, true, text);
    for (Relocation relocation : object.relocations()) {
      if (relocation.target() instanceof Target.External(String name)
          && numbers.putIfAbsent(new Named(name), count) == null) {
        add(names.add(name), GLOBAL, 0, 0, 0);
      }
    }
  }

  private void functions(ObjectFile object, boolean areGlobal, int text) {
    int binding = areGlobal ? GLOBAL : LOCAL;
    for (Function f : object.functions()) {
      if (f.isGlobal() == areGlobal) {
        numbers.put(new Named(f.name()), count);
        add(names.add(f.name()), binding | FUNC, text, f.offset(), f.size());
      }
    }
  }

  int number(Symbol symbol) {
    Integer number = numbers.get(symbol);
    if (number == null) {
      throw new IllegalStateException("no symbol " + symbol);
    }
    return number;
  }

  /// How many only this object sees.
  int locals() {
    return locals;
  }

  Output symbols() {
    return symbols;
  }

  Output names() {
    return names.bytes();
  }

  private void add(int name, int info, int section, int value, int size) {
    symbols.u32(name).u8(info, 0).u16(section).u64(value).u64(size);
    count++;
  }
}
