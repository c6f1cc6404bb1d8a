package org.tosc.models.token.normal;

import java.util.List;

/// Steps, each of which changes what the one before made.
public record Normalizer(List<Step> steps) {
  public static final Normalizer NONE = new Normalizer(List.of());

  public Normalizer {
    steps = List.copyOf(steps);
  }

  /// The changed text.
  ///
  /// @param isAtStart whether the text is the begin of what is encoded, and does not follow a token
  public String apply(String text, boolean isAtStart) {
    String changed = text;
    for (Step step : steps) {
      changed = step.apply(changed, isAtStart);
    }
    return changed;
  }
}
