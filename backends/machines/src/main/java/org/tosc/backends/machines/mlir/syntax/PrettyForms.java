package org.tosc.backends.machines.mlir.syntax;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.source.EditDistance;

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

  /// The name that is nearly this one, as a question; empty without one.
  String near(String name) {
    return forms.keySet().stream()
        .filter(other -> distance(name, other) <= 2)
        .min(
            Comparator.<String>comparingInt(other -> distance(name, other))
                .thenComparing(Comparator.naturalOrder()))
        .map(other -> ", did you mean `" + other + "`?")
        .orElse("");
  }

  /// How many letters have to change, at least; names of more than 60 letters are far from all.
  private static int distance(String a, String b) {
    if (Math.abs(a.length() - b.length()) > 2 || a.length() > 60) {
      return Integer.MAX_VALUE;
    }
    return EditDistance.of(a, b);
  }

  @Nullable PrettyForm form(String name) {
    return forms.get(name);
  }
}
