package org.tosc.backends.machines.elf;

import java.io.Serial;

/// Leaves a file that is wrong somewhere.
final class Damage extends Exception {
  @Serial private static final long serialVersionUID = 1;

  Damage(String why) {
    super(why, null, false, false);
  }
}
