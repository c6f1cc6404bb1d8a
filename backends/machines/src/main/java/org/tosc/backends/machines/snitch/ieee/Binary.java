package org.tosc.backends.machines.snitch.ieee;

/// Operations on two floats of a format that give a third of it.
public enum Binary {
  ADD,
  SUBTRACT,
  MULTIPLY,
  DIVIDE,
  MINIMUM,
  MAXIMUM,
  COPY_SIGN,
  COPY_OPPOSITE_SIGN,
  MULTIPLY_SIGNS
}
