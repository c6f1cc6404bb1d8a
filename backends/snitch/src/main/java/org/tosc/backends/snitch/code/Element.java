package org.tosc.backends.snitch.code;

import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Scalar;

/// A format of numbers in memory. Streams move words of 64 bits (snitch.md rule 26), so a stream of
/// the smaller ones has several to a word.
public enum Element {
  F64(8),
  F32(4),
  F16(2);

  private final int bytes;

  Element(int bytes) {
    this.bytes = bytes;
  }

  public int bytes() {
    return bytes;
  }

  /// How many make a word.
  public int lanes() {
    return 8 / bytes;
  }

  /// The upper 32 bits of a number, all bits of one of `f32`.
  int upperBits(double number) {
    return switch (this) {
      case F64 -> (int) (Double.doubleToRawLongBits(number) >>> Integer.SIZE);
      case F32 -> Float.floatToRawIntBits((float) number);
      case F16 -> throw new IllegalStateException("two numbers in 32 bits");
    };
  }

  /// The format of a scalar of TIR, null where it is none of these.
  static @Nullable Element of(Scalar scalar) {
    if (scalar == Scalar.F64) {
      return F64;
    }
    return scalar == Scalar.F32 ? F32 : scalar == Scalar.F16 ? F16 : null;
  }
}
