package org.tosc.rt.device;

import org.tosc.rt.error.Errors;
import org.tosc.rt.tensor.DType;

/// Elements that travel as `long`: `i64`, `u64` (its bits) and `u32`. The methods are those of
/// [FloatCells].
final class LongCells {
  private LongCells() {}

  static void load(View view, int at, int step, long[] out, int to, int n) {
    switch (view.memory) {
      case Memory.Longs(long[] cells) -> {
        if (step == 1) {
          System.arraycopy(cells, at, out, to, n);
          return;
        }
        for (int i = 0; i < n; i++) {
          out[to + i] = cells[at + i * step];
        }
      }
      case Memory.Ints(int[] cells) -> {
        for (int i = 0; i < n; i++) {
          out[to + i] = cells[at + i * step] & 0xFFFF_FFFFL;
        }
      }
      case Memory.Bytes _,
          Memory.Shorts _,
          Memory.Floats _,
          Memory.Doubles _,
          Memory.Nibbles _,
          Memory.Blocks _ ->
          throw wrong(view);
    }
  }

  static void store(View view, int at, int step, long[] in, int from, int n) {
    switch (view.memory) {
      case Memory.Longs(long[] cells) -> {
        if (step == 1) {
          System.arraycopy(in, from, cells, at, n);
          return;
        }
        for (int i = 0; i < n; i++) {
          cells[at + i * step] = in[from + i];
        }
      }
      case Memory.Ints(int[] cells) -> {
        for (int i = 0; i < n; i++) {
          cells[at + i * step] = (int) in[from + i];
        }
      }
      case Memory.Bytes _,
          Memory.Shorts _,
          Memory.Floats _,
          Memory.Doubles _,
          Memory.Nibbles _,
          Memory.Blocks _ ->
          throw wrong(view);
    }
  }

  /// Adds to the elements; a sum that the dtype does not hold is an error, and the elements before
  /// it have their sums.
  static void add(View view, int at, int step, long[] in, int from, int n) {
    long[] sum = new long[1];
    for (int i = 0; i < n; i++) {
      load(view, at + i * step, 1, sum, 0, 1);
      sum[0] = sum(view.dtype, sum[0], in[from + i]);
      store(view, at + i * step, 1, sum, 0, 1);
    }
  }

  private static long sum(DType dtype, long a, long b) {
    long sum = a + b;
    boolean fits =
        switch (dtype) {
          case U64 -> Long.compareUnsigned(sum, a) >= 0;
          case U32 -> sum <= 0xFFFF_FFFFL;
          case F64, F32, F16, BF16, F8E4M3, F8E5M2, NVFP4, I64, I32, I16, I8, I4, U16, U8 ->
              ((a ^ sum) & (b ^ sum)) >= 0;
          case BOOL, Q8_0, Q4_0 -> false;
        };
    if (fits) {
      return sum;
    }
    throw dtype == DType.I64
        ? Errors.overflow(a + " + " + b + " does not fit a 64-bit integer")
        : Errors.overflow("the result does not fit " + dtype);
  }

  private static IllegalStateException wrong(View view) {
    return new IllegalStateException("elements of " + view.dtype + " do not travel as long");
  }
}
