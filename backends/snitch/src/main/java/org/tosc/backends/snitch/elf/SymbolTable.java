package org.tosc.backends.snitch.elf;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.snitch.elf.Relocation.Target;
import org.tosc.backends.snitch.elf.Symbol.Binding;
import org.tosc.backends.snitch.elf.Symbol.Home;

/// `.symtab` and the names in `.strtab` (ELF, "Symbol Table"): first what only this object sees,
/// then the rest, as linkers want it.
final class SymbolTable {
  static final int ENTRY = 16;

  private static final int SECTION = 3; // STT_SECTION
  private static final int ABSOLUTE = 0xfff1; // SHN_ABS
  private static final int COMMON = 0xfff2; // SHN_COMMON

  private final Output entries = new Output();
  private final Strings names = new Strings();
  private final Map<Target, Integer> numbers = new HashMap<>();
  private final Map<String, Integer> sections;
  private int count;
  private int locals;

  /// @param sections the numbers of the sections in the file, by name
  SymbolTable(List<Symbol> symbols, Map<String, Integer> sections) {
    this.sections = sections;
    entry(0, 0, 0, 0, 0);
    sections.forEach(
        (name, number) -> {
          numbers.put(new Target.Start(name), count);
          entry(0, 0, 0, SECTION, number);
        });
    symbols.stream().filter(s -> s.binding() == Binding.LOCAL).forEach(this::add);
    locals = count;
    symbols.stream().filter(s -> s.binding() != Binding.LOCAL).forEach(this::add);
  }

  private void add(Symbol s) {
    numbers.put(new Target.Named(s.name()), count);
    int info = (s.binding().number() << 4) | s.type().number();
    int name = names.add(s.name());
    switch (s.home()) {
      case Home.In(String section, int offset) ->
          entry(name, offset, s.size(), info, number(sections.get(section), section));
      case Home.Absolute(int value) -> entry(name, value, s.size(), info, ABSOLUTE);
      case Home.Common(int alignment) -> entry(name, alignment, s.size(), info, COMMON);
      case Home.Elsewhere() -> entry(name, 0, s.size(), info, 0);
    }
  }

  private void entry(int name, int value, int size, int info, int section) {
    entries.u32(name, value, size).u8(info, 0).u16(section);
    count++;
  }

  int number(Target target) {
    return number(numbers.get(target), target);
  }

  private static int number(@Nullable Integer found, Object name) {
    if (found == null) {
      throw new IllegalArgumentException("the object has no " + name);
    }
    return found;
  }

  /// How many only this object sees.
  int locals() {
    return locals;
  }

  Output entries() {
    return entries;
  }

  Output names() {
    return names.bytes();
  }
}
