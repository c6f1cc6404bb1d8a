package org.tosc.backends.snitch.code;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Scalar;

/// A format of numbers in memory. Streams move words of 64 bits (snitch.md rule 26), so a stream of
/// the smaller ones has several to a word.
public enum Element {
  F64(8, Scalar.F64),
  F32(4, Scalar.F32),
  F16(2, Scalar.F16);

  private final int bytes;
  private final Scalar scalar;

  Element(int bytes, Scalar scalar) {
    this.bytes = bytes;
    this.scalar = scalar;
  }

  public int bytes() {
    return bytes;
  }

  Scalar scalar() {
    return scalar;
  }

  /// How many make a word.
  public int lanes() {
    return 8 / bytes;
  }

  /// A word full of a number.
  long word(double number) {
    return switch (this) {
      case F64 -> Double.doubleToRawLongBits(number);
      case F32 -> (Float.floatToRawIntBits((float) number) & 0xFFFFFFFFL) * 0x1_0000_0001L;
      case F16 -> (Float.floatToFloat16((float) number) & 0xFFFFL) * 0x1_0001_0001_0001L;
    };
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
    return Stream.of(values()).filter(e -> e.scalar == scalar).findFirst().orElse(null);
  }
}
