package org.tosc.passes.specialise;

/// Why a function has no version for certain arguments, or no derivative.
public final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final String why;

  public Refusal(String why) {
    super(why, null, false, false);
    this.why = why;
  }

  public String why() {
    return why;
  }
}
