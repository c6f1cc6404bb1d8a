package org.tosc.driver.tune;

/// What a search found for one kernel.
///
/// @param what `100x127x333`: rows, terms, columns
/// @param model the schedule that is taken where nothing is known
/// @param schedule the best; the model's own where none was faster beyond noise
/// @param modelNanos what the model's takes, in the last comparison
/// @param nanos what the best takes in that comparison
/// @param tried how many schedules were measured
/// @param isKnown whether it was in the file already, and nothing was searched
public record Tuned(
    String what,
    String model,
    String schedule,
    double modelNanos,
    double nanos,
    int tried,
    boolean isKnown) {
  /// Whether another schedule than the model's is better.
  public boolean isBetter() {
    return !schedule.equals(model);
  }
}
