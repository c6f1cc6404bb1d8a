package org.tosc.backends.jvm.code;

import org.objectweb.asm.Label;

/// A place to jump to, and whether anything does.
final class Target {
  private final Label label = new Label();
  private boolean used;

  /// The label, for a jump.
  Label use() {
    used = true;
    return label;
  }

  boolean isUsed() {
    return used;
  }

  /// Binds the label here; returns whether a jump reaches it.
  boolean bind(Code code) {
    if (used) {
      code.bind(label);
    }
    return used;
  }
}
