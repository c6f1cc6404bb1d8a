package org.tosc.frontend.neuro.check;

import java.util.HashSet;
import java.util.Set;

/// The modules and types of the standard library that need no import.
final class LibraryNames {
  private static final Set<String> MODULES = Set.of("device", "math", "io", "time", "models");

  private static final Set<String> TYPES = Set.of("Device", "Tensor", "Layout");

  static final Set<String> LAYOUTS =
      Set.of("Layout::RowMajor", "Layout::ColMajor", "Layout::Blocked", "Layout::Swizzled");

  private LibraryNames() {}

  /// Modules and types.
  static Set<String> all() {
    Set<String> all = new HashSet<>(MODULES);
    all.addAll(TYPES);
    return all;
  }

  /// Whether `import path` names a module of the library: `math`, `models.llama3`.
  static boolean isModule(String path) {
    int dot = path.indexOf('.');
    return MODULES.contains(dot < 0 ? path : path.substring(0, dot));
  }

  /// Whether a name begins a path into the library.
  static boolean isRoot(String name) {
    return MODULES.contains(name) || TYPES.contains(name);
  }
}
