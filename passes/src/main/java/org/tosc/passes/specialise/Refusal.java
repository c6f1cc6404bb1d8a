package org.tosc.passes.specialise;

/// Why a part has no version for certain arguments.
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
