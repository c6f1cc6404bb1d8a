package org.tosc.backends.machines.snitch.ieee;

/// The four products with an addend of RISC-V, by the signs that they turn.
public enum Fused {
  /// `fmadd`: a · b + c.
  MADD(false, false),
  /// `fmsub`: a · b − c.
  MSUB(false, true),
  /// `fnmsub`: −a · b + c.
  NMSUB(true, false),
  /// `fnmadd`: −a · b − c.
  NMADD(true, true);

  final boolean negatesProduct;
  final boolean negatesAddend;

  Fused(boolean negatesProduct, boolean negatesAddend) {
    this.negatesProduct = negatesProduct;
    this.negatesAddend = negatesAddend;
  }
}
