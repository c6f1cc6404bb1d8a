package org.tosc.rt.value;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An imported module: its exported names, each a cell that the module's own code may go on
/// changing.
public final class ModuleValue {
  private final String name;
  private final Map<String, ObjectCell> exports = new LinkedHashMap<>();

  public ModuleValue(String name) {
    this.name = name;
  }

  public String name() {
    return name;
  }

  /// Exports a name.
  public ModuleValue export(String exported, ObjectCell cell) {
    exports.put(exported, cell);
    return this;
  }

  public @Nullable ObjectCell find(String exported) {
    return exports.get(exported);
  }

  public Map<String, ObjectCell> exports() {
    return Collections.unmodifiableMap(exports);
  }

  @Override
  public String toString() {
    return "<module " + name + ">";
  }
}
