package org.tosc.backends.snitch.asm;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// What names stand for, in the course of one pass.
///
/// What stands further down is known from the pass before, so every pass but the first knows all.
final class Scope {
  /// What a name stands for.
  ///
  /// @param isFixed whether it may not get another meaning: a label
  record Definition(Value value, Span at, boolean isFixed) {}

  private final Map<String, Definition> before;
  private final Map<String, Definition> now = new LinkedHashMap<>();
  private final Map<Integer, Integer> numeric = new HashMap<>();

  Scope(Map<String, Definition> before) {
    this.before = before;
  }

  Map<String, Definition> definitions() {
    return now;
  }

  void define(String name, Value value, Span at, boolean isFixed, Faults faults) {
    Definition old = now.get(name);
    if (old != null && (old.isFixed || isFixed)) {
      faults.add(
          Diagnostic.of(Code.E1603, at, "`" + name + "` is defined twice")
              .label(old.at, "first defined here"));
      return;
    }
    now.put(name, new Definition(value, at, isFixed));
  }

  /// The next label with this number is here.
  String numericLabel(int label) {
    return numericName(label, numeric.merge(label, 1, Integer::sum));
  }

  /// The name of the label that `1b` or `1f` means.
  String numericReference(int label, boolean isForward) {
    return numericName(label, numeric.getOrDefault(label, 0) + (isForward ? 1 : 0));
  }

  private static String numericName(int label, int count) {
    return ".L" + label + "^" + count;
  }

  /// Whether all names stand for the same as in another pass.
  boolean sameAs(Scope other) {
    return now.equals(other.now);
  }

  /// Tells which names stand for something else than in the pass before.
  void tellChanges(Scope other, Faults faults) {
    now.forEach(
        (name, definition) -> {
          if (!definition.equals(other.now.get(name))) {
            faults.symbol(definition.at, "what `" + name + "` stands for depends on itself");
          }
        });
  }

  @Nullable Definition find(String name) {
    Definition found = now.get(name);
    return found != null ? found : before.get(name);
  }
}
