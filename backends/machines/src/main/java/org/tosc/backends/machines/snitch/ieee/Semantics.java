package org.tosc.backends.machines.snitch.ieee;

/// What decides where FPnew differs from the RISC-V manual. All else is the same.
///
/// | case | RISC-V | FPnew (cvfpu, branch pulp) |
/// |---|---|---|
/// | inexact result that rounds up to the least normal number | UF if it would stay below at unbounded exponent range | never UF (`uf_after_round` in fpnew_fma_multi.sv and fpnew_cast_multi.sv) |
/// | float to float, infinity | the infinity, no flags | rounded like what is too large, so the largest number where the mode points to zero; NX, but not OF (fpnew_cast_multi.sv, `cast_value`) |
/// | float to signed integer, at most -2^(n-1) before rounding | NV only if the rounded value is out of range | always NV; the value is the same (`of_before_round`) |
/// | integer to float, too large (8- and 16-bit formats) | OF and NX | NV and NX (`fp_regular_status`) |
/// | zero from an 8-bit float to any integer, or from `binary16` to 16 bits; as a scalar, and in lanes 0 and 1 | 0 | what is too large: the largest or least integer, NV (`input_exp`, whose leading-zero counter finds none in 53 digits) |
/// | integer zero to `binary16` or an 8-bit float; as a scalar, and in lanes 0 and 1 | 0 | 0, but NV and NX (the same) |
/// | vector "not equal" with a signalling NaN | no such instruction | false (fpnew_noncomp.sv, `comparisons`) |
public enum Semantics {
  RISCV,
  FPNEW
}
