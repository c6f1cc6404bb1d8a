package org.tosc.backends.snitch.code;

import java.io.Serial;

/// All integer registers hold what is still needed.
final class NoRegister extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  NoRegister() {
    super("no integer register is left", null, false, false);
  }
}
