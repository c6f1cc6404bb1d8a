package org.tosc.backends.machines.gpu.tile;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Products of matrices. Sums of floats are in `f32` (of `f64` in `f64`), in the order of the inner
/// axis, by fused multiply-adds; they begin with what is already there. Sums of whole numbers wrap.
final class Product {
  private static final int TF32_UNUSED = 13;

  private Product() {}

  /// `a · b + c`, of two axes, or of three where the first is a batch.
  ///
  /// @param c what is added; its type is the type of the sums
  static Tile dot(Tile a, Tile b, Tile c, Precision precision) {
    if (!a.isKnown() || !b.isKnown() || !c.isKnown()) {
      return Tile.unknown(c.type(), c.shape());
    }
    int rank = a.shape().rank();
    int batch = rank == 3 ? a.shape().extent(0) : 1;
    int rows = a.shape().extent(rank - 2);
    int inner = a.shape().extent(rank - 1);
    int columns = b.shape().extent(rank - 1);
    int @Nullable [] poison = poison(a, b, c, batch, rows, inner, columns);
    DType type = c.dtype();
    if (!type.isFloat()) {
      long[] sums = wholes(a, b, c, batch, rows, inner, columns);
      return Tile.ofInts(type, c.shape(), sums, poison);
    }
    double[] sums =
        type == DType.F64
            ? doubles(a, b, c, batch, rows, inner, columns)
            : singles(a, b, c, precision, batch, rows, inner, columns);
    return Tile.ofFloats(type, c.shape(), sums, poison);
  }

  private static long[] wholes(
      Tile a, Tile b, Tile c, int batch, int rows, int inner, int columns) {
    long[] out = c.ints.clone();
    DType type = c.dtype();
    for (int row = 0; row < batch * rows; row++) {
      int first = row / rows * inner * columns;
      for (int k = 0; k < inner; k++) {
        long left = a.ints[row * inner + k];
        for (int j = 0; j < columns; j++) {
          out[row * columns + j] += left * b.ints[first + k * columns + j];
        }
      }
    }
    for (int i = 0; i < out.length; i++) {
      out[i] = type.wrap(out[i]);
    }
    return out;
  }

  private static double[] doubles(
      Tile a, Tile b, Tile c, int batch, int rows, int inner, int columns) {
    double[] out = c.floats.clone();
    for (int row = 0; row < batch * rows; row++) {
      int first = row / rows * inner * columns;
      for (int k = 0; k < inner; k++) {
        double left = a.floats[row * inner + k];
        for (int j = 0; j < columns; j++) {
          int at = row * columns + j;
          out[at] = Math.fma(left, b.floats[first + k * columns + j], out[at]);
        }
      }
    }
    return out;
  }

  private static double[] singles(
      Tile a, Tile b, Tile c, Precision precision, int batch, int rows, int inner, int columns) {
    float[] left = floats(a.floats);
    float[] right = floats(b.floats);
    float[] sums = floats(c.floats);
    switch (precision) {
      case IEEE -> accumulate(left, right, sums, batch, rows, inner, columns);
      case TF32 -> accumulate(rounded(left), rounded(right), sums, batch, rows, inner, columns);
      case TF32X3 -> {
        float[] bigLeft = rounded(left);
        float[] bigRight = rounded(right);
        float[] smallLeft = rounded(rest(left, bigLeft));
        float[] smallRight = rounded(rest(right, bigRight));
        accumulate(smallLeft, bigRight, sums, batch, rows, inner, columns);
        accumulate(bigLeft, smallRight, sums, batch, rows, inner, columns);
        accumulate(bigLeft, bigRight, sums, batch, rows, inner, columns);
      }
    }
    DType type = c.dtype();
    double[] out = new double[sums.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = FloatFormat.round(type, sums[i]);
    }
    return out;
  }

  private static void accumulate(
      float[] a, float[] b, float[] c, int batch, int rows, int inner, int columns) {
    float[] sums = new float[columns];
    for (int row = 0; row < batch * rows; row++) {
      int first = row / rows * inner * columns;
      System.arraycopy(c, row * columns, sums, 0, columns);
      for (int k = 0; k < inner; k++) {
        addRow(a[row * inner + k], b, first + k * columns, sums);
      }
      System.arraycopy(sums, 0, c, row * columns, columns);
    }
  }

  /// A loop of its own, so that the JIT makes vectors of it.
  private static void addRow(float left, float[] b, int from, float[] sums) {
    for (int j = 0; j < sums.length; j++) {
      sums[j] = Math.fma(left, b[from + j], sums[j]);
    }
  }

  private static float[] floats(double[] values) {
    float[] out = new float[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) values[i];
    }
    return out;
  }

  private static float[] rounded(float[] values) {
    float[] out = values.clone();
    for (int i = 0; i < out.length; i++) {
      if (Float.isFinite(out[i])) {
        int bits = Float.floatToRawIntBits(out[i]) + (1 << (TF32_UNUSED - 1));
        out[i] = Float.intBitsToFloat(bits & -(1 << TF32_UNUSED));
      }
    }
    return out;
  }

  private static float[] rest(float[] values, float[] rounded) {
    float[] out = new float[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = Float.isFinite(values[i]) ? values[i] - rounded[i] : 0;
    }
    return out;
  }

  /// A missing value spoils its row or column of the result.
  private static int @Nullable [] poison(
      Tile a, Tile b, Tile c, int batch, int rows, int inner, int columns) {
    if (a.poison == null && b.poison == null) {
      return c.poison;
    }
    int[] out = c.poison == null ? new int[batch * rows * columns] : c.poison.clone();
    for (int i = 0; a.poison != null && i < a.poison.length; i++) {
      if (a.poison[i] != 0) {
        int row = i / inner;
        Arrays.fill(out, row * columns, (row + 1) * columns, a.poison[i]);
      }
    }
    for (int i = 0; b.poison != null && i < b.poison.length; i++) {
      if (b.poison[i] != 0) {
        int group = i / (inner * columns);
        for (int row = 0; row < rows; row++) {
          out[(group * rows + row) * columns + i % columns] = b.poison[i];
        }
      }
    }
    return out;
  }
}
