package org.tosc.models.generate;

import java.util.List;

/// Lets text through until one of some texts comes, and keeps back what may be the begin of one.
final class StopTexts {
  private final List<String> stops;
  private final StringBuilder kept = new StringBuilder();
  private boolean isStopped;

  StopTexts(List<String> stops) {
    this.stops = stops.stream().filter(s -> !s.isEmpty()).toList();
  }

  boolean isStopped() {
    return isStopped;
  }

  /// What may be said after this piece.
  String accept(String piece) {
    kept.append(piece);
    int first = first();
    if (first >= 0) {
      isStopped = true;
      kept.setLength(first);
      return finish();
    }
    int certain = kept.length() - begun();
    String out = kept.substring(0, certain);
    kept.delete(0, certain);
    return out;
  }

  /// What was kept back.
  String finish() {
    String out = kept.toString();
    kept.setLength(0);
    return out;
  }

  private int first() {
    return stops.stream().mapToInt(kept::indexOf).filter(i -> i >= 0).min().orElse(-1);
  }

  /// How many characters at the end may be the begin of a stop.
  private int begun() {
    int most = 0;
    for (String stop : stops) {
      for (int n = Math.min(stop.length() - 1, kept.length()); n > most; n--) {
        if (stop.startsWith(kept.substring(kept.length() - n))) {
          most = n;
        }
      }
    }
    return most;
  }
}
