package org.tosc.backends.snitch.loops;

/// The two kinds of registers.
enum Bank {
  INTEGER,
  FLOAT
}
