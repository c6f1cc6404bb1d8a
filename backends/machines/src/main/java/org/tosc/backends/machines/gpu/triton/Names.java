package org.tosc.backends.machines.gpu.triton;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The variables of a call.
public final class Names {
  private final Map<String, Value> values = new HashMap<>();

  @Nullable Value get(String name) {
    return values.get(name);
  }

  void set(String name, Value value) {
    values.put(name, value);
  }

  /// What they are now.
  Map<String, Value> copy() {
    return new HashMap<>(values);
  }
}
