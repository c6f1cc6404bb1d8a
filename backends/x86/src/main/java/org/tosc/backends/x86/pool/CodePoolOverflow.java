package org.tosc.backends.x86.pool;

import java.io.Serial;

/// Code has no room in a [CodePool], although all that nobody holds was put out. Nothing of it was
/// installed.
public final class CodePoolOverflow extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  CodePoolOverflow(String message) {
    super(message);
  }
}
