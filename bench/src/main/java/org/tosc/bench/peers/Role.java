package org.tosc.bench.peers;

/// What a contender is compared as.
public enum Role {
  /// What is measured.
  OURS,
  /// A library that one would use instead.
  PEER,
  /// Kernels by hand: what a code generator should reach.
  BY_HAND,
  /// A loop as anybody writes it.
  ANCHOR
}
