package org.tosc.driver.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a model was trained on, and how: `train m for 100 steps` goes on with that.
record LastTraining(@Nullable Object data, Map<String, @Nullable Object> settings) {
  /// What belongs to one run only.
  private static final Set<String> OF_A_RUN = Set.of("steps", "epochs", "resume", "checkpoint");

  /// Settings of which one takes the other's place.
  private static final List<Set<String>> TOGETHER =
      List.of(
          Set.of("save_every_steps", "save_every_epochs"),
          Set.of("eval_every_steps", "eval_every_epochs"));

  /// What means nothing, or something else, with another optimiser.
  private static final Set<String> OF_AN_OPTIMIZER = Set.of("momentum", "betas", "eps");

  /// The same with other settings, as far as they are given.
  LastTraining goneOn(Map<String, @Nullable Object> others) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>(settings);
    all.keySet().removeAll(OF_A_RUN);
    for (Set<String> together : TOGETHER) {
      if (together.stream().anyMatch(others::containsKey)) {
        all.keySet().removeAll(together);
      }
    }
    if (others.containsKey("optimizer")) {
      all.keySet().removeAll(OF_AN_OPTIMIZER);
    }
    all.putAll(others);
    return new LastTraining(data, all);
  }
}
