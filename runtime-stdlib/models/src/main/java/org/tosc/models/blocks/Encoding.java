package org.tosc.models.blocks;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.models.weights.WeightFormat;
import org.tosc.rt.tensor.BlockFormats;
import org.tosc.rt.tensor.DType;

/// Numbers of binary32 as the bytes of weights.
public final class Encoding {
  private Encoding() {}

  /// All formats that weights are made in.
  public static List<WeightFormat> possible() {
    return Arrays.stream(WeightFormat.values()).filter(Encoding::isPossible).toList();
  }

  /// Whether weights can be made in a format.
  public static boolean isPossible(WeightFormat format) {
    return encoder(format) != null;
  }

  /// Elements as whole blocks. The numbers are finite.
  ///
  /// @param count a multiple of the block size
  /// @param at the byte where the first block begins
  public static void encode(
      WeightFormat format, float[] in, int from, int count, MemorySegment data, long at) {
    BlockEncoder encoder = encoder(format);
    if (encoder == null) {
      throw new IllegalArgumentException("no weights are made in " + format.text());
    }
    int step = format.isBlock() ? format.blockSize() : count;
    long block = at;
    for (int i = 0; i < count; i += step) {
      encoder.encode(in, from + i, step, data, block);
      block += format.blockBytes();
    }
  }

  private static @Nullable BlockEncoder encoder(WeightFormat format) {
    return switch (format) {
      case F64 -> PlainNumbers::toF64;
      case F32 -> PlainNumbers::toF32;
      case F16 -> PlainNumbers::toF16;
      case BF16 -> PlainNumbers::toBf16;
      case Q4_0 ->
          (in, from, n, data, at) -> BlockFormats.encode(DType.Q4_0, in, from, n, data, at);
      case Q8_0 ->
          (in, from, n, data, at) -> BlockFormats.encode(DType.Q8_0, in, from, n, data, at);
      case Q4_K -> Q4Blocks::encode;
      case Q6_K -> Q6Blocks::encode;
      case F8E4M3, F8E5M2, I64, I32, I16, I8, U64, U32, U16, U8, BOOL -> null;
      case Q4_1, Q5_0, Q5_1, Q2_K, Q3_K, Q5_K -> null;
    };
  }
}
