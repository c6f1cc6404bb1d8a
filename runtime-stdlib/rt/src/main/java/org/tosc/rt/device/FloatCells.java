package org.tosc.rt.device;

import org.tosc.rt.tensor.Halves;
import org.tosc.rt.tensor.Tensor;

/// Elements that travel as `float`: `f32`, the narrower formats, and the blocks, which are decoded.
/// Each method handles `n` elements that lie `step` apart in memory and side by side in the tile.
final class FloatCells {
  private FloatCells() {}

  static void load(View view, int at, int step, float[] out, int to, int n) {
    switch (view.memory) {
      case Memory.Floats(float[] cells) -> floats(cells, at, step, out, to, n);
      case Memory.Shorts(short[] cells) -> Halves.load(view.dtype, cells, at, step, out, to, n);
      case Memory.Bytes(byte[] cells) -> {
        float[] values = Narrow.values(view.dtype);
        for (int i = 0; i < n; i++) {
          out[to + i] = values[cells[at + i * step] & 0xFF];
        }
      }
      case Memory.Blocks(_, Tensor cells) -> {
        for (int i = 0; i < n; i++) {
          out[to + i] = (float) cells.getDouble(at + (long) i * step);
        }
      }
      case Memory.Ints _, Memory.Longs _, Memory.Doubles _, Memory.Nibbles _ -> throw wrong(view);
    }
  }

  private static void floats(float[] cells, int at, int step, float[] out, int to, int n) {
    if (step == 1) {
      System.arraycopy(cells, at, out, to, n);
      return;
    }
    for (int i = 0; i < n; i++) {
      out[to + i] = cells[at + i * step];
    }
  }

  static void store(View view, int at, int step, float[] in, int from, int n) {
    switch (view.memory) {
      case Memory.Floats(float[] cells) -> {
        if (step == 1) {
          System.arraycopy(in, from, cells, at, n);
          return;
        }
        for (int i = 0; i < n; i++) {
          cells[at + i * step] = in[from + i];
        }
      }
      case Memory.Shorts(short[] cells) -> Halves.store(view.dtype, cells, at, step, in, from, n);
      case Memory.Bytes(byte[] cells) -> {
        for (int i = 0; i < n; i++) {
          cells[at + i * step] = (byte) view.dtype.encode(in[from + i]);
        }
      }
      case Memory.Blocks _, Memory.Ints _, Memory.Longs _, Memory.Doubles _, Memory.Nibbles _ ->
          throw wrong(view);
    }
  }

  /// Adds to the elements, rounding each sum once.
  static void add(View view, int at, int step, float[] in, int from, int n) {
    float[] sums = new float[n];
    load(view, at, step, sums, 0, n);
    for (int i = 0; i < n; i++) {
      sums[i] += in[from + i];
    }
    store(view, at, step, sums, 0, n);
  }

  private static IllegalStateException wrong(View view) {
    return new IllegalStateException("elements of " + view.dtype + " do not travel as float");
  }
}
