package org.tosc.backends.machines.snitch.ieee;

/// How two floats may compare. Scalar instructions have three of them, lanes all six.
///
/// Of NaNs none holds but "not equal". Equality objects to signalling NaNs only, order to all (NV).
public enum Relation {
  EQUAL,
  NOT_EQUAL,
  LESS,
  GREATER_EQUAL,
  LESS_EQUAL,
  GREATER
}
