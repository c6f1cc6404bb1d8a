package org.tosc.rt.tensor;

/// `f16` and `bf16` as patterns in a Java array: each method handles `n` elements that lie `step`
/// apart among the patterns and side by side among the numbers.
public final class Halves {
  private Halves() {}

  /// The numbers of patterns.
  public static void load(
      DType dtype, short[] cells, int at, int step, float[] out, int to, int n) {
    if (dtype == DType.F16) {
      halves(cells, at, step, out, to, n);
    } else {
      brains(cells, at, step, out, to, n);
    }
  }

  /// Numbers as patterns, rounded to nearest, ties to even.
  public static void store(
      DType dtype, short[] cells, int at, int step, float[] in, int from, int n) {
    if (dtype == DType.F16) {
      toHalves(cells, at, step, in, from, n);
    } else {
      toBrains(cells, at, step, in, from, n);
    }
  }

  private static void halves(short[] cells, int at, int step, float[] out, int to, int n) {
    if (step == 1) {
      for (int i = 0; i < n; i++) {
        out[to + i] = Float.float16ToFloat(cells[at + i]);
      }
      return;
    }
    for (int i = 0; i < n; i++) {
      out[to + i] = Float.float16ToFloat(cells[at + i * step]);
    }
  }

  private static void brains(short[] cells, int at, int step, float[] out, int to, int n) {
    for (int i = 0; i < n; i++) {
      out[to + i] = Brain.toFloat(cells[at + i * step]);
    }
  }

  private static void toHalves(short[] cells, int at, int step, float[] in, int from, int n) {
    if (step == 1) {
      for (int i = 0; i < n; i++) {
        cells[at + i] = Float.floatToFloat16(in[from + i]);
      }
      return;
    }
    for (int i = 0; i < n; i++) {
      cells[at + i * step] = Float.floatToFloat16(in[from + i]);
    }
  }

  private static void toBrains(short[] cells, int at, int step, float[] in, int from, int n) {
    for (int i = 0; i < n; i++) {
      cells[at + i * step] = Brain.ofFloat(in[from + i]);
    }
  }
}
