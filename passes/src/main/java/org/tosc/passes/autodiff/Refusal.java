package org.tosc.passes.autodiff;

/// Why a function has no derivative that is a function of TIR; the tape differentiates it.
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final String why;

  Refusal(String why) {
    super(why, null, false, false);
    this.why = why;
  }

  String why() {
    return why;
  }
}
