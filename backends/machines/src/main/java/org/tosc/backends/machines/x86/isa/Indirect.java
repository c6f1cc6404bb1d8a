package org.tosc.backends.machines.x86.isa;

import org.jspecify.annotations.Nullable;

/// A place in memory: segment, base + index * scale + displacement.
///
/// @param segment 0 to 5 for es, cs, ss, ds, fs, gs where a prefix or a string instruction names
///   it, or -1. Only fs and gs move the address in 64-bit mode.
/// @param index general, or a vector register for gathers and scatters
/// @param form what only texts show
/// @param bytes how many are accessed, 0 where none are; for broadcasts one element
public record Indirect(
    int segment,
    @Nullable Register base,
    @Nullable Register index,
    int scale,
    long displacement,
    Form form,
    int bytes,
    boolean broadcast)
    implements Operand {
  public static final int FS = 4;
  public static final int GS = 5;

  /// How the address was written.
  public enum Form {
    /// Without SIB, without displacement.
    PLAIN,
    /// Without SIB, with a displacement.
    DISPLACED,
    /// With SIB, without displacement.
    SIB,
    /// With SIB and displacement.
    SIB_DISPLACED,
    /// Relative to the next instruction.
    RELATIVE,
    /// Relative to the next instruction, modulo 2^32.
    RELATIVE_32,
    /// 8 bytes of address, or 4 with the address-size prefix.
    OFFSET,
    /// A string: the register alone.
    STRING
  }
}
