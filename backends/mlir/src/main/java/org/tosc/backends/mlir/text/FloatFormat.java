package org.tosc.backends.mlir.text;

/// Formats of numbers with a point.
public enum FloatFormat implements MlirType {
  F8E4M3FN("f8E4M3FN", 8),
  F8E5M2("f8E5M2", 8),
  F16("f16", 16),
  BF16("bf16", 16),
  TF32("tf32", 19),
  F32("f32", 32),
  F64("f64", 64);

  private final String text;
  private final int bits;

  FloatFormat(String text, int bits) {
    this.text = text;
    this.bits = bits;
  }

  public int bits() {
    return bits;
  }

  @Override
  public String toString() {
    return text;
  }
}
