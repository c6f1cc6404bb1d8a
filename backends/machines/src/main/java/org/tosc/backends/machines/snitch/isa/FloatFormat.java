package org.tosc.backends.machines.snitch.isa;

import java.util.Arrays;

/// A format of numbers that the FPU computes in.
///
/// `f16` and `f8` stand for their alternatives `f16alt` and `f8alt` where the CSR `fmode` says so.
public enum FloatFormat {
  F64("f64", 64),
  F32("f32", 32),
  F16("f16", 16),
  /// `bf16`: eight bits of exponent.
  F16ALT("f16alt", 16),
  /// Five bits of exponent, two of fraction.
  F8("f8", 8),
  /// Four bits of exponent, three of fraction.
  F8ALT("f8alt", 8);

  private final String text;
  private final int bits;

  FloatFormat(String text, int bits) {
    this.text = text;
    this.bits = bits;
  }

  /// How wide a number is.
  public int bits() {
    return bits;
  }

  /// The format that the same bits of an instruction mean while `fmode` selects alternatives.
  public FloatFormat alternative() {
    return switch (this) {
      case F64, F32, F16ALT, F8ALT -> this;
      case F16 -> F16ALT;
      case F8 -> F8ALT;
    };
  }

  static FloatFormat named(String text) {
    return Arrays.stream(values())
        .filter(f -> f.text.equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no format " + text));
  }

  @Override
  public String toString() {
    return text;
  }
}
