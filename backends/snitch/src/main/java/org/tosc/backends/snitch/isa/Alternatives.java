package org.tosc.backends.snitch.isa;

/// Which small formats the bits of instructions mean: what the CSR `fmode` says (snitch.md 2.6).
///
/// @param result whether results are in the alternative formats, `ah` and `ab`
/// @param source whether operands are
public record Alternatives(boolean result, boolean source) {
  /// The formats of IEEE 754.
  public static final Alternatives NONE = new Alternatives(false, false);
}
