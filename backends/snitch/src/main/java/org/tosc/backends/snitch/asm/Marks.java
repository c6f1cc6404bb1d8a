package org.tosc.backends.snitch.asm;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tosc.backends.snitch.elf.Symbol.Binding;
import org.tosc.backends.snitch.elf.Symbol.Sort;
import org.tosc.tir.source.Span;

/// What directives say of symbols.
final class Marks {
  /// Memory that the linker gives to a symbol.
  record Common(int size, int alignment, Span at) {}

  private final Map<String, Binding> bindings = new LinkedHashMap<>();
  private final Map<String, Sort> types = new HashMap<>();
  private final Map<String, Integer> sizes = new HashMap<>();
  private final Map<String, Common> commons = new LinkedHashMap<>();

  void bind(String name, Binding binding) {
    if (bindings.get(name) != Binding.WEAK) {
      bindings.put(name, binding);
    }
  }

  void type(String name, Sort type) {
    types.put(name, type);
  }

  void size(String name, int size) {
    sizes.put(name, size);
  }

  void common(String name, Common common) {
    commons.put(name, common);
  }

  Binding binding(String name, Binding otherwise) {
    return bindings.getOrDefault(name, otherwise);
  }

  Sort type(String name) {
    return types.getOrDefault(name, Sort.NONE);
  }

  int size(String name) {
    return sizes.getOrDefault(name, 0);
  }

  Map<String, Common> commons() {
    return commons;
  }

  Map<String, Binding> bindings() {
    return bindings;
  }
}
