package org.tosc.driver;

import java.util.Collection;
import java.util.Optional;
import org.tosc.frontend.pseudocode.resolve.Suggestion;

/// Suggests names for misspelt ones.
public final class Names {
  private Names() {}

  public static Optional<String> nearest(String name, Collection<String> candidates) {
    return Suggestion.nearest(name, candidates.stream());
  }
}
