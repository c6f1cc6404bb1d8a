package org.tosc.passes.kernelize;

/// Why a group does not become a kernel; its operations stay on the tensor engine.
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
