package org.tosc.models.blocks;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import org.tosc.rt.tensor.Brain;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;

/// Formats without scales.
final class PlainNumbers {
  private static final float[] E4M3 = bytes(DType.F8E4M3);
  private static final float[] E5M2 = bytes(DType.F8E5M2);

  private PlainNumbers() {}

  /// The value of each byte.
  private static float[] bytes(DType dtype) {
    byte[] codes = new byte[256];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = (byte) i;
    }
    Tensor all = Tensor.ofSegment(dtype, new long[] {256}, MemorySegment.ofArray(codes));
    float[] out = new float[256];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) all.getDouble(i);
    }
    return out;
  }

  static void f64(MemorySegment data, long at, float[] out, int to, int count) {
    for (int i = 0; i < count; i++) {
      out[to + i] = (float) data.get(Cells.DOUBLE, at + (8L * i));
    }
  }

  static void f32(MemorySegment data, long at, float[] out, int to, int count) {
    MemorySegment.copy(data, Cells.FLOAT, at, out, to, count);
  }

  static void f16(MemorySegment data, long at, float[] out, int to, int count) {
    for (int i = 0; i < count; i++) {
      out[to + i] = Cells.half(data, at + (2L * i));
    }
  }

  static void bf16(MemorySegment data, long at, float[] out, int to, int count) {
    for (int i = 0; i < count; i++) {
      out[to + i] = Brain.toFloat(data.get(Cells.SHORT, at + (2L * i)));
    }
  }

  static void e4m3(MemorySegment data, long at, float[] out, int to, int count) {
    for (int i = 0; i < count; i++) {
      out[to + i] = E4M3[Cells.unsigned(data, at + i)];
    }
  }

  static void e5m2(MemorySegment data, long at, float[] out, int to, int count) {
    for (int i = 0; i < count; i++) {
      out[to + i] = E5M2[Cells.unsigned(data, at + i)];
    }
  }

  static void i64(MemorySegment data, long at, float[] out, int to, int count) {
    for (int i = 0; i < count; i++) {
      out[to + i] = data.get(Cells.LONG, at + (8L * i));
    }
  }

  static void u64(MemorySegment data, long at, float[] out, int to, int count) {
    for (int i = 0; i < count; i++) {
      long bits = data.get(Cells.LONG, at + (8L * i));
      out[to + i] = bits >= 0 ? bits : new BigInteger(Long.toUnsignedString(bits)).floatValue();
    }
  }

  static void i32(MemorySegment data, long at, float[] out, int to, int count) {
    for (int i = 0; i < count; i++) {
      out[to + i] = data.get(Cells.INT, at + (4L * i));
    }
  }

  static void u32(MemorySegment data, long at, float[] out, int to, int count) {
    for (int i = 0; i < count; i++) {
      out[to + i] = data.get(Cells.INT, at + (4L * i)) & 0xFFFF_FFFFL;
    }
  }

  static void i16(MemorySegment data, long at, float[] out, int to, int count) {
    for (int i = 0; i < count; i++) {
      out[to + i] = data.get(Cells.SHORT, at + (2L * i));
    }
  }

  static void u16(MemorySegment data, long at, float[] out, int to, int count) {
    for (int i = 0; i < count; i++) {
      out[to + i] = data.get(Cells.SHORT, at + (2L * i)) & 0xFFFF;
    }
  }

  static void i8(MemorySegment data, long at, float[] out, int to, int count) {
    for (int i = 0; i < count; i++) {
      out[to + i] = data.get(ValueLayout.JAVA_BYTE, at + i);
    }
  }

  static void u8(MemorySegment data, long at, float[] out, int to, int count) {
    for (int i = 0; i < count; i++) {
      out[to + i] = Cells.unsigned(data, at + i);
    }
  }

  static void toF64(float[] in, int from, int count, MemorySegment data, long at) {
    for (int i = 0; i < count; i++) {
      data.set(Cells.DOUBLE, at + (8L * i), in[from + i]);
    }
  }

  static void toF32(float[] in, int from, int count, MemorySegment data, long at) {
    MemorySegment.copy(in, from, data, Cells.FLOAT, at, count);
  }

  static void toF16(float[] in, int from, int count, MemorySegment data, long at) {
    for (int i = 0; i < count; i++) {
      Cells.putHalf(data, at + (2L * i), in[from + i]);
    }
  }

  static void toBf16(float[] in, int from, int count, MemorySegment data, long at) {
    for (int i = 0; i < count; i++) {
      data.set(Cells.SHORT, at + (2L * i), Brain.ofFloat(in[from + i]));
    }
  }
}
