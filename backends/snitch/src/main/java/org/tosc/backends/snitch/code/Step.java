package org.tosc.backends.snitch.code;

/// Something that a function does before the next: a computation, guesses, or a check.
sealed interface Step {
  record Compute(Computation computation) implements Step {}

  record Guess(Item.Guesses guesses) implements Step {}

  record Check(Item.Check check) implements Step {}
}
