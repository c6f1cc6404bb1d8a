package org.tosc.passes;

/// A fault of a pass: it failed, or made a module that the verifier refuses. The message begins
/// with the pass's name.
public final class PassFault extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  private final String pass;

  PassFault(Pass pass, String what, @org.jspecify.annotations.Nullable Throwable cause) {
    super("pass `" + pass.name() + "`: " + what, cause);
    this.pass = pass.name();
  }

  /// The name of the pass.
  public String pass() {
    return pass;
  }
}
