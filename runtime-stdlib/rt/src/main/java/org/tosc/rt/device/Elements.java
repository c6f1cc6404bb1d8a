package org.tosc.rt.device;

import org.tosc.rt.tensor.Brain;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;

/// Single elements at a place in memory that [View#at] has checked.
public final class Elements {
  private Elements() {}

  public static float getFloat(View view, int at) {
    return switch (view.memory) {
      case Memory.Floats(float[] cells) -> cells[at];
      case Memory.Shorts(short[] cells) ->
          view.dtype == DType.F16 ? Float.float16ToFloat(cells[at]) : Brain.toFloat(cells[at]);
      case Memory.Bytes(byte[] cells) -> Narrow.values(view.dtype)[cells[at] & 0xFF];
      case Memory.Blocks(_, Tensor cells) -> (float) cells.getDouble(at);
      case Memory.Doubles _, Memory.Longs _, Memory.Ints _, Memory.Nibbles _ -> throw wrong(view);
    };
  }

  public static void setFloat(View view, int at, float x) {
    if (view.memory instanceof Memory.Floats(float[] cells)) {
      cells[at] = x;
    } else {
      FloatCells.store(view, at, 1, new float[] {x}, 0, 1);
    }
  }

  public static double getDouble(View view, int at) {
    if (view.memory instanceof Memory.Doubles(double[] cells)) {
      return cells[at];
    }
    throw wrong(view);
  }

  public static void setDouble(View view, int at, double x) {
    if (view.memory instanceof Memory.Doubles(double[] cells)) {
      cells[at] = x;
      return;
    }
    throw wrong(view);
  }

  /// An integer of any width; `u64` as its bits, `bool` as 0 or 1.
  public static long getLong(View view, int at) {
    return switch (view.memory) {
      case Memory.Longs(long[] cells) -> cells[at];
      case Memory.Ints(int[] cells) ->
          view.dtype == DType.U32 ? cells[at] & 0xFFFF_FFFFL : cells[at];
      case Memory.Shorts(short[] cells) ->
          view.dtype == DType.U16 ? cells[at] & 0xFFFFL : cells[at];
      case Memory.Bytes(byte[] cells) -> view.dtype == DType.U8 ? cells[at] & 0xFFL : cells[at];
      case Memory.Nibbles nibbles -> nibbles.get(at);
      case Memory.Floats _, Memory.Doubles _, Memory.Blocks _ -> throw wrong(view);
    };
  }

  public static void setLong(View view, int at, long x) {
    switch (view.memory) {
      case Memory.Longs(long[] cells) -> cells[at] = x;
      case Memory.Ints(int[] cells) -> cells[at] = (int) x;
      case Memory.Shorts(short[] cells) -> cells[at] = (short) x;
      case Memory.Bytes(byte[] cells) -> cells[at] = (byte) x;
      case Memory.Nibbles nibbles -> nibbles.set(at, (int) x);
      case Memory.Floats _, Memory.Doubles _, Memory.Blocks _ -> throw wrong(view);
    }
  }

  public static int getInt(View view, int at) {
    return (int) getLong(view, at);
  }

  public static void setInt(View view, int at, int x) {
    setLong(view, at, x);
  }

  public static boolean getBoolean(View view, int at) {
    return getLong(view, at) != 0;
  }

  public static void setBoolean(View view, int at, boolean x) {
    setLong(view, at, x ? 1 : 0);
  }

  /// Adds to a float element; the sum is rounded once.
  public static void addFloat(View view, int at, float x) {
    FloatCells.add(view, at, 1, new float[] {x}, 0, 1);
  }

  public static void addDouble(View view, int at, double x) {
    setDouble(view, at, getDouble(view, at) + x);
  }

  public static void addLong(View view, int at, long x) {
    LongCells.add(view, at, 1, new long[] {x}, 0, 1);
  }

  public static void addInt(View view, int at, int x) {
    IntCells.add(view, at, 1, new int[] {x}, 0, 1);
  }

  private static IllegalStateException wrong(View view) {
    return new IllegalStateException("an element of another kind than " + view.dtype);
  }
}
