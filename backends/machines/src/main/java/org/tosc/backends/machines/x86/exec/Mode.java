package org.tosc.backends.machines.x86.exec;

import java.util.List;

/// Rounding, as MXCSR.RC numbers it (SDM volume 1, table 4-8).
enum Mode {
  NEAREST,
  DOWN,
  UP,
  ZERO;

  private static final List<Mode> ALL = List.of(values());

  static Mode of(int number) {
    return ALL.get(number);
  }
}
