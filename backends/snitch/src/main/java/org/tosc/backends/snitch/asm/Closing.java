package org.tosc.backends.snitch.asm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.tosc.backends.snitch.asm.Scope.Definition;
import org.tosc.backends.snitch.asm.Value.Address;
import org.tosc.backends.snitch.asm.Value.Difference;
import org.tosc.backends.snitch.asm.Value.Known;
import org.tosc.backends.snitch.elf.ObjectFile;
import org.tosc.backends.snitch.elf.Section;
import org.tosc.backends.snitch.elf.Symbol;
import org.tosc.backends.snitch.elf.Symbol.Binding;
import org.tosc.backends.snitch.elf.Symbol.Home;

/// Makes an object file of the last pass.
final class Closing {
  private final Pass pass;
  private final Set<String> linked;
  private final Map<String, Symbol> symbols = new LinkedHashMap<>();

  Closing(Pass pass, Set<String> linked) {
    this.pass = pass;
    this.linked = linked;
  }

  ObjectFile object() {
    pass.scope().definitions().forEach(this::defined);
    pass.marks().commons().forEach(this::common);
    for (String name : pass.targets()) {
      symbols.computeIfAbsent(name, this::elsewhere);
    }
    for (String name : pass.marks().bindings().keySet()) {
      if (linked.contains(name)) {
        symbols.computeIfAbsent(name, this::elsewhere);
      }
    }
    List<Section> sections = new ArrayList<>();
    pass.sections().values().forEach(section -> sections.add(section.section()));
    return new ObjectFile(sections, List.copyOf(symbols.values()));
  }

  private void defined(String name, Definition definition) {
    // As in GNU as, `.L…` are names of this file only.
    boolean isKept = pass.targets().contains(name) || !name.startsWith(".L");
    if (isKept) {
      switch (definition.value()) {
        case Known(long value) -> add(name, new Home.Absolute((int) value));
        case Address address -> place(name, address);
        case Difference _ -> {}
      }
    }
  }

  private void place(String name, Address address) {
    String section = address.section();
    if (section == null) {
      pass.faults()
          .symbol(
              definition(name).at(),
              "`" + name + "` would stand for what this file does not define");
    } else {
      add(name, new Home.In(section, (int) address.offset()));
    }
  }

  private Definition definition(String name) {
    return Objects.requireNonNull(pass.scope().find(name));
  }

  private void add(String name, Home home) {
    Binding binding = pass.marks().binding(name, Binding.LOCAL);
    symbols.put(
        name, new Symbol(name, home, binding, pass.marks().type(name), pass.marks().size(name)));
  }

  private void common(String name, Marks.Common common) {
    if (symbols.containsKey(name)) {
      pass.faults().symbol(common.at(), "`" + name + "` is defined twice");
    } else {
      Binding binding = pass.marks().binding(name, Binding.GLOBAL);
      Home home = new Home.Common(common.alignment());
      symbols.put(name, new Symbol(name, home, binding, Symbol.Sort.OBJECT, common.size()));
    }
  }

  private Symbol elsewhere(String name) {
    Binding binding =
        pass.marks().binding(name, Binding.GLOBAL) == Binding.WEAK ? Binding.WEAK : Binding.GLOBAL;
    return new Symbol(name, new Home.Elsewhere(), binding, pass.marks().type(name), 0);
  }
}
