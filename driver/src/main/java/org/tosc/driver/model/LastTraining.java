package org.tosc.driver.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a model was trained on, and how: `train m for 100 steps` goes on with that.
record LastTraining(@Nullable Object data, Map<String, @Nullable Object> settings) {
  /// What belongs to one run only.
  private static final Set<String> OF_A_RUN = Set.of("steps", "epochs", "resume", "checkpoint");

  /// The same with other settings, as far as they are given.
  LastTraining goneOn(Map<String, @Nullable Object> others) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>(settings);
    all.keySet().removeAll(OF_A_RUN);
    all.putAll(others);
    return new LastTraining(data, all);
  }
}
