package org.tosc.backends.machines.mlir.ir;

import org.jspecify.annotations.Nullable;

/// The floating-point types of builtin, by their bits. Values are kept as bit patterns.
public enum FloatKind {
  F16("f16", 5, 10),
  BF16("bf16", 8, 7),
  F32("f32", 8, 23),
  F64("f64", 11, 52),
  F8E5M2("f8E5M2", 5, 2),
  /// Without infinities; all ones is NaN.
  F8E4M3FN("f8E4M3FN", 4, 3);

  private static final int DOUBLE_FRACTION = 52;
  private static final int DOUBLE_BIAS = 1023;

  private final String text;
  private final int exponentBits;
  private final int fractionBits;

  FloatKind(String text, int exponentBits, int fractionBits) {
    this.text = text;
    this.exponentBits = exponentBits;
    this.fractionBits = fractionBits;
  }

  public String text() {
    return text;
  }

  public int width() {
    return 1 + exponentBits + fractionBits;
  }

  public int fractionBits() {
    return fractionBits;
  }

  /// The kind of that name, or null.
  public static @Nullable FloatKind of(String name) {
    for (FloatKind kind : values()) {
      if (kind.text.equals(name)) {
        return kind;
      }
    }
    return null;
  }

  /// The number that a bit pattern stands for. Every number of these types is a `double`.
  public double decode(long bits) {
    return switch (this) {
      case F64 -> Double.longBitsToDouble(bits);
      case F32 -> Float.intBitsToFloat((int) bits);
      case F16 -> Float.float16ToFloat((short) bits);
      case BF16 -> Float.intBitsToFloat((int) bits << 16);
      case F8E5M2, F8E4M3FN -> decodeSmall(bits);
    };
  }

  /// The pattern of the nearest number, ties to even.
  public long encode(double value) {
    return switch (this) {
      case F64 -> Double.doubleToRawLongBits(value);
      case F32 -> Float.floatToRawIntBits((float) value) & 0xFFFF_FFFFL;
      case F16, BF16, F8E5M2, F8E4M3FN -> round(value);
    };
  }

  private boolean isWithoutInfinity() {
    return this == F8E4M3FN;
  }

  private int bias() {
    return (1 << (exponentBits - 1)) - 1;
  }

  private double decodeSmall(long bits) {
    long fraction = bits & ((1L << fractionBits) - 1);
    int exponent = (int) (bits >>> fractionBits) & ((1 << exponentBits) - 1);
    double sign = (bits >>> (width() - 1) & 1) == 0 ? 1 : -1;
    int top = (1 << exponentBits) - 1;
    if (exponent == top && isWithoutInfinity() && fraction != (1L << fractionBits) - 1) {
      return sign
          * Math.scalb((double) (fraction | 1L << fractionBits), exponent - bias() - fractionBits);
    }
    if (exponent == top) {
      return fraction == 0 && !isWithoutInfinity() ? sign * Double.POSITIVE_INFINITY : Double.NaN;
    }
    return exponent == 0
        ? sign * Math.scalb((double) fraction, 1 - bias() - fractionBits)
        : sign
            * Math.scalb(
                (double) (fraction | 1L << fractionBits), exponent - bias() - fractionBits);
  }

  private long round(double value) {
    long sign = Double.doubleToRawLongBits(value) < 0 ? 1L << (width() - 1) : 0;
    long infinity = ((1L << exponentBits) - 1) << fractionBits;
    long nan =
        isWithoutInfinity()
            ? infinity | ((1L << fractionBits) - 1)
            : infinity | 1L << (fractionBits - 1);
    if (Double.isNaN(value)) {
      return sign | nan;
    }
    long overflow = isWithoutInfinity() ? nan : infinity;
    if (Double.isInfinite(value)) {
      return sign | overflow;
    }
    long magnitude = Double.doubleToRawLongBits(Math.abs(value));
    int exponent = (int) (magnitude >>> DOUBLE_FRACTION) - DOUBLE_BIAS + bias();
    // Below the smallest normal number the last bit stands for a fixed amount.
    int dropped = DOUBLE_FRACTION - fractionBits + Math.max(0, 1 - exponent);
    if (dropped > DOUBLE_FRACTION + 2) {
      return sign;
    }
    long significand = (magnitude & ((1L << DOUBLE_FRACTION) - 1)) | 1L << DOUBLE_FRACTION;
    long kept = significand >>> dropped;
    long rest = significand & ((1L << dropped) - 1);
    long half = 1L << (dropped - 1);
    if (rest > half || (rest == half && (kept & 1) != 0)) {
      kept++;
    }
    // `kept` has its leading one still, which adds one to the exponent.
    long pattern = exponent <= 0 ? kept : ((long) (exponent - 1) << fractionBits) + kept;
    return sign | (pattern >= overflow ? overflow : pattern);
  }
}
