package org.tosc.backends.machines.mlir.syntax;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The pretty forms that a reader knows, by names of operations.
///
/// @param forms for each operation with its dialect, `arith.addf`
/// @param shortNames what stands without a dialect: `return` for `func.return`
public record PrettyForms(Map<String, PrettyForm> forms, Map<String, String> shortNames) {
  /// Generic forms only.
  public static final PrettyForms NONE = new PrettyForms(Map.of(), Map.of());

  public PrettyForms {
    forms = Map.copyOf(forms);
    shortNames = Map.copyOf(shortNames);
  }

  /// These and others; of two forms of one name the other's.
  public PrettyForms with(PrettyForms others) {
    Map<String, PrettyForm> all = new HashMap<>(forms);
    all.putAll(others.forms);
    Map<String, String> names = new HashMap<>(shortNames);
    names.putAll(others.shortNames);
    return new PrettyForms(all, names);
  }

  String fullName(String word) {
    return shortNames.getOrDefault(word, word);
  }

  @Nullable PrettyForm form(String name) {
    return forms.get(name);
  }
}
