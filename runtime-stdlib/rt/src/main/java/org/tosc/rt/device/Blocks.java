package org.tosc.rt.device;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Where what belongs to an element lies among packed blocks, whose layouts are those of
/// [org.tosc.rt.tensor.BlockFormats], 32 elements each behind a scale: called by compiled kernels,
/// by the names of the formats.
public final class Blocks {
  private static final int Q8_BYTES = 34;
  private static final int Q4_BYTES = 18;

  /// Bytes of a block's scale.
  private static final int SCALE_BYTES = 2;

  /// Reads the bits of a scale, an `f16`, at a byte.
  public static final VarHandle SCALE =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  private Blocks() {}

  /// The scale of a block.
  ///
  /// @param first the byte that has its first integer
  private static float scale(byte[] bytes, int first) {
    return Float.float16ToFloat((short) SCALE.get(bytes, first - SCALE_BYTES));
  }

  /// An element.
  public static float q8_0(byte[] bytes, int i) {
    return bytes[q8_0At(i)] * scale(bytes, q8_0First(i));
  }

  /// The byte that is the first integer of an element's block; the others follow.
  private static int q8_0First(int i) {
    return (i >> 5) * Q8_BYTES + SCALE_BYTES;
  }

  /// The byte that is an element's integer.
  private static int q8_0At(int i) {
    return q8_0First(i) + (i & 31);
  }

  /// An element.
  public static float q4_0(byte[] bytes, int i) {
    int both = bytes[q4_0At(i)] & 0xFF;
    int q = (i & 16) == 0 ? both & 0xF : both >> 4;
    return (q - 8) * scale(bytes, q4_0First(i));
  }

  /// The byte that has the first integer of an element's block in its low half.
  private static int q4_0First(int i) {
    return (i >> 5) * Q4_BYTES + SCALE_BYTES;
  }

  /// The byte that has an element's integer in one of its halves.
  private static int q4_0At(int i) {
    return q4_0First(i) + (i & 15);
  }
}
