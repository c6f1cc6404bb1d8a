package org.tosc.backends.machines.gpu.tile;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Operands of `dot_scaled`: small floats with a scale for each group of neighbours along the inner
/// axis (OCP Microscaling Formats 1.0: groups of 32 with powers of two; NVFP4: of 16 with `e4m3`).
public enum BlockFormat {
  E2M1("e2m1"),
  E4M3("e4m3"),
  E5M2("e5m2"),
  BF16("bf16"),
  FP16("fp16");

  private static final double[] HALVES = {0, 0.5, 1, 1.5, 2, 3, 4, 6};
  private static final int NIBBLE = 4;
  private static final int SIGN = 8;
  private static final int SCALE_BIAS = 127;
  private static final int SCALE_NAN = 0xFF;

  private final String text;

  BlockFormat(String text) {
    this.text = text;
  }

  /// The format of a name, `e2m1`; null for none.
  public static @Nullable BlockFormat named(String text) {
    for (BlockFormat format : values()) {
      if (format.text.equals(text)) {
        return format;
      }
    }
    return null;
  }

  /// How many elements stand in one of the tile along the packed axis.
  public int packing() {
    return this == E2M1 ? 2 : 1;
  }

  /// The rate at which operands of this and another format are multiplied.
  Rate slower(BlockFormat other) {
    return rate().compareTo(other.rate()) < 0 ? rate() : other.rate();
  }

  private Rate rate() {
    return switch (this) {
      case E2M1 -> Rate.F4;
      case E4M3, E5M2 -> Rate.F8;
      case BF16 -> Rate.BF16;
      case FP16 -> Rate.F16;
    };
  }

  /// The numbers of an operand, each times its scale, as `f32`.
  ///
  /// @param axis the inner one
  /// @param scale whose last axis is the inner one; null for none
  Tile numbers(Tile x, int axis, @Nullable Tile scale) {
    List<Integer> extents = new ArrayList<>(x.shape().extents());
    extents.set(axis, extents.get(axis) * packing());
    Shape shape = new Shape(extents);
    if (!x.isKnown() || (scale != null && !scale.isKnown())) {
      return Tile.unknown(DType.F32, shape);
    }
    int rows = shape.extent(0);
    int columns = shape.extent(1);
    double[] out = new double[shape.size()];
    int @Nullable [] poison = x.poison == null ? null : new int[out.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        int at = row * columns + column;
        int inner = axis == 0 ? row : column;
        int outer = axis == 0 ? column : row;
        int from =
            axis == 0
                ? row / packing() * columns + column
                : row * (columns / packing()) + column / packing();
        double factor = scale == null ? 1 : factor(scale, outer, inner, shape.extent(axis));
        out[at] = (float) (number(x, from, inner % packing()) * factor);
        if (poison != null && x.poison != null) {
          poison[at] = x.poison[from];
        }
      }
    }
    return Tile.ofFloats(DType.F32, shape, out, poison);
  }

  private double number(Tile x, int index, int part) {
    return switch (this) {
      case E2M1 -> {
        long code = x.ints[index] >> (part * NIBBLE) & 0xF;
        double size = HALVES[(int) code & 7];
        yield (code & SIGN) == 0 ? size : -size;
      }
      case E4M3 -> small(x, index, DType.F8E4M3);
      case E5M2 -> small(x, index, DType.F8E5M2);
      case BF16, FP16 -> x.floats[index];
    };
  }

  private static double small(Tile x, int index, DType type) {
    return x.isFloat() ? x.floats[index] : FloatFormat.decode(type, x.ints[index]);
  }

  /// Scales of whole numbers are exponents, others are numbers of their type.
  private static double factor(Tile scale, int outer, int inner, int extent) {
    int groups = scale.shape().extent(1);
    int index = outer * groups + inner / (extent / groups);
    if (scale.isFloat()) {
      return scale.floats[index];
    }
    int code = (int) scale.ints[index] & 0xFF;
    return code == SCALE_NAN ? Double.NaN : Math.scalb(1.0, code - SCALE_BIAS);
  }
}
