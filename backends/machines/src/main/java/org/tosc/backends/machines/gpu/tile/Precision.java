package org.tosc.backends.machines.gpu.tile;

/// How exactly `dot` multiplies operands of 32 bits.
public enum Precision {
  /// As they are.
  IEEE,
  /// With fractions of 10 bits, to nearest, ties away from zero (`cvt.rna.tf32.f32`).
  TF32,
  /// As sums of two numbers of `TF32`, without the product of the small ones.
  TF32X3
}
