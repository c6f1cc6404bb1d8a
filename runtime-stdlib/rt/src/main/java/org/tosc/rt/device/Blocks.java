package org.tosc.rt.device;

/// Where what belongs to an element lies among packed blocks, whose layouts are those of
/// [org.tosc.rt.tensor.BlockFormats], 32 elements each: called by compiled kernels, by the names of
/// the formats.
public final class Blocks {
  private static final int Q8_BYTES = 34;
  private static final int Q4_BYTES = 18;

  /// Bytes of a block's scale, which comes first.
  private static final int SCALE = 2;

  private Blocks() {}

  /// An element.
  public static float q8_0(byte[] bytes, int i) {
    return bytes[q8_0At(i)] * q8_0Scale(bytes, i);
  }

  /// The byte that is an element's integer; those of the elements behind it follow.
  public static int q8_0At(int i) {
    return (i >> 5) * Q8_BYTES + SCALE + (i & 31);
  }

  public static float q8_0Scale(byte[] bytes, int i) {
    return half(bytes, (i >> 5) * Q8_BYTES);
  }

  /// An element.
  public static float q4_0(byte[] bytes, int i) {
    int both = bytes[q4_0At(i)] & 0xFF;
    int q = (i & 16) == 0 ? both & 0xF : both >> 4;
    return (q - 8) * q4_0Scale(bytes, i);
  }

  /// The byte that has an element's integer in one of its halves.
  public static int q4_0At(int i) {
    return (i >> 5) * Q4_BYTES + SCALE + (i & 15);
  }

  public static float q4_0Scale(byte[] bytes, int i) {
    return half(bytes, (i >> 5) * Q4_BYTES);
  }

  private static float half(byte[] bytes, int at) {
    return Float.float16ToFloat((short) ((bytes[at] & 0xFF) | (bytes[at + 1] << 8)));
  }
}
