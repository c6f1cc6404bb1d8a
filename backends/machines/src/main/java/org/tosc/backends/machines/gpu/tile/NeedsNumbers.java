package org.tosc.backends.machines.gpu.tile;

import java.io.Serial;

/// What a program does depends on numbers that its sketch leaves out.
public final class NeedsNumbers extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  NeedsNumbers() {
    super("depends on numbers", null, false, false);
  }
}
