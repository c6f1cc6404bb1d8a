package org.tosc.frontend.neuro.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.typed.Variable;

/// The local variables in reach, innermost block first. A name may be declared again; the later
/// declaration hides the earlier one.
final class Scope {
  private final @Nullable Scope outer;
  private final Map<String, Variable> names = new LinkedHashMap<>();

  Scope(@Nullable Scope outer) {
    this.outer = outer;
  }

  @Nullable Scope outer() {
    return outer;
  }

  Scope outermost() {
    Scope scope = this;
    while (scope.outer != null) {
      scope = scope.outer;
    }
    return scope;
  }

  void declare(Variable variable) {
    names.put(variable.name(), variable);
  }

  @Nullable Variable find(String name) {
    for (Scope scope = this; scope != null; scope = scope.outer) {
      Variable found = scope.names.get(name);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /// The variables of this block that later declarations do not hide.
  List<Variable> visible() {
    return List.copyOf(names.values());
  }

  /// All names in reach, for suggestions.
  List<String> all() {
    List<String> all = new ArrayList<>();
    for (Scope scope = this; scope != null; scope = scope.outer) {
      scope.names.values().stream()
          .filter(v -> !v.type().isSilent())
          .forEach(v -> all.add(v.name()));
    }
    return all;
  }
}
