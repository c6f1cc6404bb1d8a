package org.tosc.rt.device;

import org.tosc.rt.error.Errors;
import org.tosc.rt.tensor.DType;

/// Elements that travel as `int`: `i32 i16 i8 i4 u16 u8`. The methods are those of [FloatCells].
final class IntCells {
  private IntCells() {}

  static void load(View view, int at, int step, int[] out, int to, int n) {
    switch (view.memory) {
      case Memory.Ints(int[] cells) -> {
        if (step == 1) {
          System.arraycopy(cells, at, out, to, n);
          return;
        }
        for (int i = 0; i < n; i++) {
          out[to + i] = cells[at + i * step];
        }
      }
      case Memory.Shorts(short[] cells) -> {
        int mask = view.dtype == DType.U16 ? 0xFFFF : -1;
        for (int i = 0; i < n; i++) {
          out[to + i] = cells[at + i * step] & mask;
        }
      }
      case Memory.Bytes(byte[] cells) -> {
        int mask = view.dtype == DType.U8 ? 0xFF : -1;
        for (int i = 0; i < n; i++) {
          out[to + i] = cells[at + i * step] & mask;
        }
      }
      case Memory.Nibbles nibbles -> {
        for (int i = 0; i < n; i++) {
          out[to + i] = nibbles.get(at + i * step);
        }
      }
      case Memory.Longs _, Memory.Floats _, Memory.Doubles _, Memory.Blocks _ -> throw wrong(view);
    }
  }

  static void store(View view, int at, int step, int[] in, int from, int n) {
    switch (view.memory) {
      case Memory.Ints(int[] cells) -> {
        if (step == 1) {
          System.arraycopy(in, from, cells, at, n);
          return;
        }
        for (int i = 0; i < n; i++) {
          cells[at + i * step] = in[from + i];
        }
      }
      case Memory.Shorts(short[] cells) -> {
        for (int i = 0; i < n; i++) {
          cells[at + i * step] = (short) in[from + i];
        }
      }
      case Memory.Bytes(byte[] cells) -> {
        for (int i = 0; i < n; i++) {
          cells[at + i * step] = (byte) in[from + i];
        }
      }
      case Memory.Nibbles nibbles -> {
        for (int i = 0; i < n; i++) {
          nibbles.set(at + i * step, in[from + i]);
        }
      }
      case Memory.Longs _, Memory.Floats _, Memory.Doubles _, Memory.Blocks _ -> throw wrong(view);
    }
  }

  /// Adds to the elements; a sum that the dtype does not hold is an error, and the elements before
  /// it have their sums.
  static void add(View view, int at, int step, int[] in, int from, int n) {
    int[] cell = new int[1];
    for (int i = 0; i < n; i++) {
      load(view, at + i * step, 1, cell, 0, 1);
      long sum = (long) cell[0] + in[from + i];
      if (sum < view.dtype.minLong() || sum > view.dtype.maxLong()) {
        throw Errors.overflow("the result does not fit " + view.dtype);
      }
      cell[0] = (int) sum;
      store(view, at + i * step, 1, cell, 0, 1);
    }
  }

  private static IllegalStateException wrong(View view) {
    return new IllegalStateException("elements of " + view.dtype + " do not travel as int");
  }
}
